package io.betintel.ev.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
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

  /** A regular expression that the name has. */
  private static final String ONLY = System.getProperty("ev.mutant", "");

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("all")
  void defectIsFound(Mutant mutant) throws Exception {
    Path classes = compiled(mutant);
    List<URL> urls = new ArrayList<>(List.of(classes.toUri().toURL()));
    for (String entry : classpath().split(File.pathSeparator, -1)) {
      urls.add(new File(entry).toURI().toURL());
    }
    String found;
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Thread thread = Thread.currentThread();
      ClassLoader own = thread.getContextClassLoader();
      thread.setContextClassLoader(loader);
      try {
        found =
            (String)
                loader
                    .loadClass(MutantCheck.class.getName())
                    .getMethod("find", String.class)
                    .invoke(null, check(mutant));
      } finally {
        thread.setContextClassLoader(own);
      }
    }
    note(mutant, found);
    assertThat(found).as(mutant + " survives " + mutant.check()).isNotNull();
  }

  static List<Mutant> all() {
    return Mutant.all().stream().filter(each -> each.name().matches(".*(" + ONLY + ").*")).toList();
  }

  /** A test class is in the mutant's own package. */
  private static String check(Mutant mutant) {
    String folder = mutant.file().substring(0, mutant.file().lastIndexOf('/'));
    return mutant.check().equals(Mutant.SIMULATION)
        ? mutant.check()
        : mutant.check().contains(".")
            ? "io.betintel.ev." + mutant.check()
            : "io.betintel.ev." + folder.replace('/', '.') + "." + mutant.check();
  }

  private Path compiled(Mutant mutant) throws Exception {
    Path source = folder.resolve(mutant.className());
    Files.writeString(source, mutant.planted());
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
                  files.getJavaFileObjects(source))
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
}
