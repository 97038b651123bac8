package io.trivet.it.client;

import io.trivet.it.process.NodeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A node that asks for a password.
final class GuardedNode implements AutoCloseable {
  static final String PASSWORD = "open sesame";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final NodeProcess node;

  private GuardedNode(NodeProcess node) {
    this.node = node;
  }

  /// Starts one that has its files in `folder`.
  static GuardedNode start(Path folder) throws IOException {
    Path file = folder.resolve("password");
    Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Files.writeString(file, PASSWORD + "\n");
    return new GuardedNode(NodeProcess.start(folder, "--requirepass-file", file.toString()));
  }

  int port() {
    return node.port();
  }

  @Override
  public void close() {
    node.close();
  }
}
