package io.betintel.ev.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The chart, rendered by Helm's own engine. */
final class Chart {
  static final Path DIRECTORY = Path.of("ev-worker");
  static final Path VALUES = Path.of("src/test/resources/values");

  /** Helm's library leaves hooks out of what it renders, so they are rendered as no hooks. */
  private static final String HOOK = "helm.sh/hook";

  private static final String SEEN = "seen.helm.sh/hook";

  private final Path directory;

  private Chart(Path directory) {
    this.directory = directory;
  }

  /**
   * @param work where a copy is put
   */
  static Chart in(Path work) throws IOException {
    Path copy = work.resolve("ev-worker");
    try (Stream<Path> files = Files.walk(DIRECTORY)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(DIRECTORY.relativize(file));
        Files.createDirectories(target.getParent());
        Files.writeString(target, Files.readString(file).replace(HOOK, SEEN));
      }
    }
    return new Chart(copy);
  }

  static LintResult lint() {
    return new Helm(DIRECTORY).lint().strict().call();
  }

  /** With the values that have no default, then these files of {@link #VALUES}. */
  String render(String... values) {
    return render(List.of(values), Map.of());
  }

  /**
   * @throws IllegalStateException with Helm's message if a value is refused
   */
  String render(List<String> values, Map<String, Object> set) {
    TemplateCommand template =
        new Helm(directory)
            .template()
            .withName("odds")
            .withNamespace("bets")
            .withKubeVersion("1.33.0")
            .withValuesFile(VALUES.resolve("minimal.yaml"));
    values.forEach(file -> template.withValuesFile(VALUES.resolve(file + ".yaml")));
    set.forEach(template::set);
    return template.call().replace(SEEN, HOOK);
  }

  List<Manifest> manifests(String... values) {
    return Manifest.parse(render(values));
  }

  /** Every file of {@link #VALUES}, without its ending. */
  static List<String> matrix() throws IOException {
    try (Stream<Path> files = Files.list(VALUES)) {
      return files
          .map(file -> file.getFileName().toString().replace(".yaml", ""))
          .sorted()
          .toList();
    }
  }
}
