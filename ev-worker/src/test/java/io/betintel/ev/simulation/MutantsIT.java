package io.betintel.ev.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each planted defect is found by the check that its row names. */
@Tag("full")
final class MutantsIT {
  private static final Path FOUND = Path.of("target", "mutants.md");

  private static final String MIGRATIONS = "db/migration";

  /** Where a mutant's servers are. */
  private static final String STACK = "local-stack.directory";

  /** A regular expression that the name has. */
  private static final String ONLY = System.getProperty("ev.mutant", "");

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("all")
  void defectIsFound(Mutant mutant) throws Exception {
    Path classes = mutant.isMigration() ? migrations(mutant) : compiled(mutant);
    List<URL> urls = new ArrayList<>(List.of(classes.toUri().toURL()));
    for (String entry : classpath().split(File.pathSeparator, -1)) {
      urls.add(new File(entry).toURI().toURL());
    }
    String found;
    try (URLClassLoader loader = new Planted(urls.toArray(URL[]::new))) {
      Thread thread = Thread.currentThread();
      ClassLoader own = thread.getContextClassLoader();
      String stack = System.getProperty(STACK, "target/local-stack");
      thread.setContextClassLoader(loader);
      System.setProperty(STACK, stack + "-mutants"); // this run may have servers of its own
      try {
        found =
            (String)
                loader
                    .loadClass(MutantCheck.class.getName())
                    .getMethod("find", String.class)
                    .invoke(null, check(mutant));
      } finally {
        thread.setContextClassLoader(own);
        System.setProperty(STACK, stack);
      }
    }
    note(mutant, found);
    assertThat(found).as(mutant + " survives " + mutant.check()).isNotNull();
  }

  static List<Mutant> all() {
    return Mutant.all().stream().filter(each -> each.name().matches(".*(" + ONLY + ").*")).toList();
  }

  /** A test class without its package is in the mutant's own. */
  private static String check(Mutant mutant) {
    if (mutant.check().equals(Mutant.SIMULATION)) {
      return mutant.check();
    }
    String[] test = mutant.check().split("#", 2);
    String place =
        test[0].contains(".")
            ? ""
            : mutant.file().substring(0, mutant.file().lastIndexOf('/') + 1).replace('/', '.');
    return "io.betintel.ev." + place + mutant.check();
  }

  private Path migrations(Mutant mutant) throws Exception {
    Path all = Files.createDirectories(folder.resolve("classes").resolve(MIGRATIONS));
    try (Stream<Path> migrations = Files.list(mutant.path().getParent())) {
      for (Path each : migrations.toList()) {
        Files.copy(each, all.resolve(each.getFileName()));
      }
    }
    Files.writeString(all.resolve(mutant.file()), mutant.planted());
    return folder.resolve("classes");
  }

  /** With its whole package: a constant, such as a statement, is copied into other classes. */
  private Path compiled(Mutant mutant) throws Exception {
    Path source = folder.resolve(mutant.path().getFileName());
    Files.writeString(source, mutant.planted());
    List<Path> sources = new ArrayList<>(List.of(source));
    try (Stream<Path> siblings = Files.list(mutant.path().getParent())) {
      siblings
          .filter(each -> each.toString().endsWith(".java") && !each.equals(mutant.path()))
          .filter(each -> !each.endsWith("package-info.java"))
          .forEach(sources::add);
    }
    Path classes = Files.createDirectory(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiles =
          compiler
              .getTask(
                  complaints,
                  files,
                  null,
                  List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classpath()),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiles).as(mutant + ": " + complaints).isTrue();
    }
    return classes;
  }

  private static String classpath() {
    return System.getProperty(
        "surefire.test.class.path", System.getProperty("java.class.path", ""));
  }

  private static void note(Mutant mutant, String found) throws Exception {
    Files.createDirectories(FOUND.getParent());
    String line = found == null ? "-" : found.lines().findFirst().orElse("");
    Files.writeString(
        FOUND,
        "| " + mutant.name() + " | " + mutant.check() + " | " + line + " |\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** Has no migrations but the mutant's, if that has some. */
  private static final class Planted extends URLClassLoader {
    Planted(URL[] urls) {
      super(urls, ClassLoader.getPlatformClassLoader());
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      List<URL> all = Collections.list(super.getResources(name));
      return Collections.enumeration(
          name.startsWith(MIGRATIONS) && !all.isEmpty() ? all.subList(0, 1) : all);
    }
  }
}
