package org.kinora;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What strangers see of the API's sources, with what its Javadoc says. */
final class ApiSources {
  private final List<ApiType> types = new ArrayList<>();
  private final List<ApiMethod> methods = new ArrayList<>();

  /**
   * A type.
   *
   * @param packageName where it is
   * @param name with those that it lies in
   * @param text of its Javadoc; empty without one
   */
  record ApiType(String packageName, String name, ClassTree tree, String text) {
    boolean isInterface() {
      return tree.getKind() == Tree.Kind.INTERFACE;
    }

    boolean isRecord() {
      return tree.getKind() == Tree.Kind.RECORD;
    }

    boolean has(String annotation) {
      return tree.getModifiers().getAnnotations().stream()
          .anyMatch(each -> each.getAnnotationType().toString().equals(annotation));
    }

    @Override
    public String toString() {
      return packageName + "." + name;
    }
  }

  /**
   * A method or constructor.
   *
   * @param text of its Javadoc; empty without one
   */
  record ApiMethod(ApiType in, MethodTree tree, String text) {
    boolean overrides() {
      return tree.getModifiers().getAnnotations().stream()
          .anyMatch(each -> each.getAnnotationType().toString().equals("Override"));
    }

    boolean throwsIoException() {
      return tree.getThrows().stream()
          .anyMatch(each -> each.toString().matches("IOException|MediaException"));
    }

    /** Whether it says what it throws, or its type says it for all methods. */
    boolean saysWhatItThrows() {
      return text.contains("@throws") || in.text.contains("throw") || in.text.contains("fail");
    }

    @Override
    public String toString() {
      return in + "." + tree.getName();
    }
  }

  private ApiSources() {}

  List<ApiType> types() {
    return types;
  }

  List<ApiMethod> methods() {
    return methods;
  }

  /** Reads all sources of a directory. */
  static ApiSources read(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(directory)) {
      files = found.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
    JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
    ApiSources sources = new ApiSources();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        sources.new Scanner(unit, docs).scan(unit, null);
      }
    }
    return sources;
  }

  /** Collects what is public; members of interfaces are. */
  private final class Scanner extends TreePathScanner<@Nullable Void, @Nullable ApiType> {
    private final String packageName;
    private final DocTrees docs;

    Scanner(CompilationUnitTree unit, DocTrees docs) {
      packageName = String.valueOf(unit.getPackageName());
      this.docs = docs;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable ApiType outer) {
      if (isPublic(tree.getModifiers().getFlags(), outer)) {
        String name = (outer == null ? "" : outer.name() + ".") + tree.getSimpleName();
        ApiType type = new ApiType(packageName, name, tree, text(getCurrentPath()));
        types.add(type);
        super.visitClass(tree, type);
      }
      return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable ApiType in) {
      if (in != null && isPublic(tree.getModifiers().getFlags(), in)) {
        methods.add(new ApiMethod(in, tree, text(getCurrentPath())));
      }
      return null; // what stands in its body is nobody's business
    }

    private boolean isPublic(Set<Modifier> flags, @Nullable ApiType outer) {
      return flags.contains(Modifier.PUBLIC)
          || (outer != null && outer.isInterface() && !flags.contains(Modifier.PRIVATE));
    }

    private String text(TreePath path) {
      return Optional.ofNullable(docs.getDocComment(path)).orElse("").strip();
    }
  }
}
