package io.trivet.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Rules of docs/STYLE.md on files, names and comments; the number of a rule is given with its
/// test.
final class TidyTest {
  private static final int FILE_LINES = 800;
  private static final int METHOD_LINES = 70;

  /// Names that tell nothing: at the end of a type's name, or as a package.
  private static final Pattern DRAWER =
      Pattern.compile(".*(Utils?|Helpers?|Common|Base|Impl|Manager|Misc)");

  private static final Pattern DRAWER_PACKAGE =
      Pattern.compile("utils?|helpers?|common|base|impl|manager|misc");

  private static final Pattern LOOSE_END = Pattern.compile("\\bFIXME\\b|\\bTODO\\b(?!\\(#\\d+\\))");

  private static final List<Path> FILES = SourceTree.javaFiles();
  private static final List<JavaSource> SOURCES = JavaSource.parse(FILES);

  /// Rule 1.
  @Test
  void fileHasAtMost800Lines() {
    assertThat(FILES).filteredOn(file -> SourceTree.lines(file).size() > FILE_LINES).isEmpty();
  }

  /// Rule 2.
  @Test
  void methodHasAtMost70Lines() {
    assertThat(SOURCES)
        .flatMap(JavaSource::methods)
        .filteredOn(method -> method.lines() > METHOD_LINES)
        .isEmpty();
  }

  /// Rule 4.
  @Test
  void noTypeIsADrawer() {
    assertThat(SOURCES)
        .flatMap(JavaSource::types)
        .filteredOn(type -> DRAWER.matcher(type.name()).matches())
        .isEmpty();
  }

  /// Rule 4.
  @Test
  void noPackageIsADrawer() {
    assertThat(FILES).filteredOn(TidyTest::liesInADrawer).isEmpty();
  }

  /// Rule 5.
  @Test
  void packageOfMainCodeSaysWhatItIs() {
    assertThat(SourceTree.mainFiles())
        .extracting(file -> file.resolveSibling("package-info.java"))
        .filteredOn(info -> !isDocumentedAndNullMarked(info))
        .isEmpty();
  }

  /// Rule 14.
  @Test
  void typeOfMainCodeIsDocumented() {
    assertThat(SOURCES)
        .filteredOn(source -> source.file().toString().contains("src/main/java"))
        .flatMap(JavaSource::types)
        .filteredOn(type -> type.isTopLevel() && !type.isDocumented())
        .isEmpty();
  }

  /// Rule 20.
  @Test
  void commentLeavesNoLooseEnd() {
    assertThat(linesThat(LOOSE_END.asPredicate())).isEmpty();
  }

  /// Rule 40: a test that is switched off tells nothing.
  @Test
  void noTestIsDisabled() {
    assertThat(linesThat(line -> line.strip().startsWith("@Disabled"))).isEmpty();
  }

  private static Stream<String> linesThat(Predicate<String> predicate) {
    return FILES.stream()
        .filter(file -> !file.endsWith("TidyTest.java"))
        .flatMap(file ->
            SourceTree.lines(file).stream()
                .filter(predicate)
                .map(line -> file + ": " + line.strip()));
  }

  private static boolean liesInADrawer(Path file) {
    for (Path folder : file.getParent()) {
      if (DRAWER_PACKAGE.matcher(folder.toString()).matches()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDocumentedAndNullMarked(Path packageInfo) {
    if (!Files.exists(SourceTree.absolute(packageInfo))) {
      return false;
    }
    List<String> lines = SourceTree.lines(packageInfo);
    return lines.getFirst().startsWith("///") && lines.contains("@NullMarked");
  }
}
