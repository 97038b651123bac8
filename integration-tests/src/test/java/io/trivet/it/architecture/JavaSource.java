package io.trivet.it.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/// The types and methods of one Java file, as the compiler's parser sees them.
record JavaSource(Path file, List<Type> types, List<Method> methods) {
  record Type(Path file, String name, boolean isTopLevel, boolean isDocumented) {}

  record Method(Path file, String name, long lines) {}

  /// Parses the files, and does not resolve what they refer to.
  static List<JavaSource> parse(List<Path> files) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var manager = compiler.getStandardFileManager(null, null, null);
    var parsed = new ArrayList<JavaSource>();
    for (Path file : files) {
      Iterable<? extends JavaFileObject> object =
          manager.getJavaFileObjects(SourceTree.absolute(file));
      var task = (JavacTask) compiler.getTask(null, manager, null, null, null, object);
      try {
        for (CompilationUnitTree unit : task.parse()) {
          parsed.add(Scan.of(file, unit, Trees.instance(task)));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return parsed;
  }

  private static final class Scan extends TreePathScanner<Void, Void> {
    private final List<Type> types = new ArrayList<>();
    private final List<Method> methods = new ArrayList<>();
    private final Path file;
    private final CompilationUnitTree unit;
    private final Trees trees;

    private Scan(Path file, CompilationUnitTree unit, Trees trees) {
      this.file = file;
      this.unit = unit;
      this.trees = trees;
    }

    static JavaSource of(Path file, CompilationUnitTree unit, Trees trees) {
      var scan = new Scan(file, unit, trees);
      scan.scan(unit, null);
      return new JavaSource(file, scan.types, scan.methods);
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      boolean isTopLevel = getCurrentPath().getParentPath().getLeaf() == unit;
      boolean isDocumented = trees.getDocComment(getCurrentPath()) != null;
      types.add(new Type(file, type.getSimpleName().toString(), isTopLevel, isDocumented));
      return super.visitClass(type, unused);
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      methods.add(new Method(file, method.getName().toString(), lines(method)));
      return super.visitMethod(method, unused);
    }

    private long lines(Tree tree) {
      SourcePositions positions = trees.getSourcePositions();
      LineMap map = unit.getLineMap();
      long first = map.getLineNumber(positions.getStartPosition(unit, tree));
      return map.getLineNumber(positions.getEndPosition(unit, tree)) - first + 1;
    }
  }
}
