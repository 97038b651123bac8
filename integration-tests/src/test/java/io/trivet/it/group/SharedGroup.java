package io.trivet.it.group;

import io.trivet.it.process.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives test classes the one group that all of them share: it starts with the first of them and is
/// closed after the last test.
///
/// Members wait longer for each other than by default, so that on a busy machine nobody is given up
/// who was not stopped. `it.nemesis` has the defaults.
///
/// A test may leave members killed or paused: whoever comes next begins with [LiveGroup#whole()].
final class SharedGroup implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SharedGroup.class);
  private static final int PROMISE_MS = 3_000;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LiveGroup.class;
  }

  @Override
  public LiveGroup resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Started.class, _ -> Started.inATemporaryFolder(), Started.class)
        .group();
  }

  /// The group, and the folder that goes with it.
  private record Started(LiveGroup group, Path folder) implements AutoCloseable {
    static Started inATemporaryFolder() {
      try {
        Path folder = Files.createTempDirectory("trivet-group");
        return new Started(new LiveGroup(folder, "group-promise-ms " + PROMISE_MS), folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      group.close();
      Folder.remove(folder);
    }
  }
}
