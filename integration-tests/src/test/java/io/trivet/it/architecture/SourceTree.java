package io.trivet.it.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The project's own sources and compiled classes, as the last build left them.
final class SourceTree {
  private static final List<String> MODULES =
      List.of("kv-storage", "kv-raft", "kv-server", "kv-cli");
  private static final Path ROOT = findRoot();

  private SourceTree() {}

  /// The compiled main code of all modules, without their tests.
  static JavaClasses mainClasses() {
    List<Path> folders =
        MODULES.stream()
            .map(module -> ROOT.resolve(module).resolve("target/classes"))
            .filter(Files::isDirectory)
            .toList();
    return new ClassFileImporter().importPaths(folders);
  }

  /// Java files of main code, named relative to the root of the project.
  static List<Path> mainFiles() {
    return javaFiles().stream().filter(file -> file.toString().contains("src/main/java")).toList();
  }

  /// All Java files, of main and test code, named relative to the root of the project.
  static List<Path> javaFiles() {
    try (Stream<Path> files =
        Stream.concat(MODULES.stream(), Stream.of("integration-tests")).flatMap(SourceTree::walk)) {
      return files.map(ROOT::relativize).sorted().toList();
    }
  }

  /// The lines of a file that one of the methods above named.
  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(absolute(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where a file that one of the methods above named lies on this machine.
  static Path absolute(Path file) {
    return ROOT.resolve(file);
  }

  private static Stream<Path> walk(String module) {
    try {
      return Files.walk(ROOT.resolve(module).resolve("src"))
          .filter(file -> file.toString().endsWith(".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path findRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("kv-cli/pom.xml"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("not inside the project: " + Path.of("").toAbsolutePath());
      }
    }
    return folder;
  }
}
