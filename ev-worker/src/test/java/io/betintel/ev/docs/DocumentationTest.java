package io.betintel.ev.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.cli.CommandTree;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.worker.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The pages name what there is. */
class DocumentationTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PACKAGES = Path.of("src/main/java/io/betintel/ev");

  /** It tells of what was. */
  private static final Path PAST = Path.of("CHANGELOG.md");

  private static final Set<String> ABOUT_THE_CODE = Set.of("CONTRIBUTING.md", "docs/developing.md");

  private static final Pattern MAPPED = Pattern.compile("\\| ((?:`[a-z.*]+`(?:, )?)+) \\|.*");

  private static final Set<String> OTHERS = Set.of("StrictMath", "MeterRegistry");

  @Test
  void everythingThatThePagesNameExists() throws IOException {
    Documentation documentation = new Documentation(ROOT);

    assertThat(
            documentation.problems(
                page -> !page.equals(PAST),
                List.of(
                    new LinkRule(),
                    new CommandRule(CommandTree.root()),
                    new SettingRule(Configuration.settings()),
                    new PathRule(),
                    new ClassRule(documentation.classes(), ABOUT_THE_CODE, OTHERS))))
        .isEmpty();
  }

  @Test
  void theReadmesMapHasEveryPackageAndNoOther() throws IOException {
    Set<String> mapped = new TreeSet<>();
    for (String line : Files.readAllLines(ROOT.resolve("README.md"))) {
      Matcher row = MAPPED.matcher(line);
      if (row.matches()) {
        mapped.addAll(List.of(row.group(1).replace("`", "").split(", ")));
      }
    }

    try (Stream<Path> folders = Files.walk(PACKAGES)) {
      assertThat(mapped)
          .as("The packages in README.md: one row each, or parent.* for all below a parent")
          .isEqualTo(
              folders
                  .filter(folder -> !folder.equals(PACKAGES) && hasClasses(folder))
                  .map(folder -> PACKAGES.relativize(folder).toString().replace('/', '.'))
                  .map(name -> mapped.contains(above(name)) ? above(name) : name)
                  .collect(Collectors.toCollection(TreeSet::new)));
    }
  }

  @Test
  void everyFieldOfALineIsExplained() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/reading-a-line.md"));
    Set<String> fields = new TreeSet<>();
    collect(Contract.pricedLine().current(), fields);

    assertThat(fields)
        .hasSizeGreaterThan(40)
        .allSatisfy(field -> assertThat(page).contains("`" + field + "`"));
  }

  private static boolean hasClasses(Path folder) {
    String[] classes = folder.toFile().list((at, name) -> name.endsWith(".java"));
    return classes != null && classes.length > 0;
  }

  private static String above(String name) {
    return name.replaceFirst("[.]?[^.]*$", ".*");
  }

  private static void collect(Schema schema, Set<String> fields) {
    switch (schema.getType()) {
      case RECORD ->
          schema
              .getFields()
              .forEach(
                  field -> {
                    fields.add(field.name());
                    collect(field.schema(), fields);
                  });
      case ARRAY -> collect(schema.getElementType(), fields);
      case UNION -> schema.getTypes().forEach(each -> collect(each, fields));
      default -> {}
    }
  }
}
