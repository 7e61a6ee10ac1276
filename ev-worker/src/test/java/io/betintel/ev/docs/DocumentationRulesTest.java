package io.betintel.ev.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.ops.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The check of the documents finds what is wrong, and nothing else. */
class DocumentationRulesTest {
  @TempDir private Path root;

  @Test
  void linksAndAnchorsThatDoNotExistAreFound() throws IOException {
    page("docs/other.md", "# One thing", "## `code`, and more: [there](other.md)", "## One thing");

    assertThat(
            problems(
                new LinkRule(),
                "[good](docs/other.md) ![good](docs/other.md#one-thing) [it](#here)",
                "# Here",
                "[good](docs/other.md#code-and-more-there) [again](docs/other.md#one-thing-1)",
                "[far](https://example.com/nothing) `[code](no.md)`",
                "[bad](docs/none.md) [bad](docs/other.md#two-things) [bad](#there)",
                "[outside](../outside.md)",
                "```",
                "[block](no.md)",
                "```"))
        .containsExactly(
            "page.md:5: link to docs/none.md, which does not exist",
            "page.md:5: link to docs/other.md#two-things: the page has no such heading",
            "page.md:5: link to #there: the page has no such heading",
            "page.md:6: link to ../outside.md, which does not exist");
  }

  @Test
  void commandsAndOptionsThatDoNotExistAreFound() throws IOException {
    assertThat(
            problems(
                new CommandRule(new CommandLine(new Root())),
                "`ev-worker store list --all` `store list|show` `ev-worker COMMAND` `store --help`",
                "`ev-worker story` `store remove NAME` `store list\\|remove` `ev-worker store show --all`",
                "ev-worker stores what it reads, and `story` is not a command's name",
                "```sh",
                "java -jar ev-worker/target/ev-worker.jar store list --every  # --nothing",
                "ev-worker store list --all=5 | grep --color",
                "ev-worker store show && ev-worker store lost",
                "ev-worker store list \\",
                "  --most",
                "./mvnw -pl ev-worker test; helm install helm/ev-worker test",
                "```"))
        .containsExactly(
            "page.md:2: ev-worker has no command story",
            "page.md:2: ev-worker store has no command remove",
            "page.md:2: ev-worker store has no command remove",
            "page.md:2: ev-worker store show has no option --all",
            "page.md:5: ev-worker store list has no option --every",
            "page.md:7: ev-worker store has no command lost",
            "page.md:9: ev-worker store list has no option --most");
  }

  @Test
  void settingsThatDoNotExistAreFound() throws IOException {
    SettingRule rule =
        new SettingRule(
            List.of(
                Setting.text("EV_STORE_URL", "", "text", "Where."),
                Setting.secret("EV_STORE_KEY", "Secret.")));

    assertThat(
            problems(
                rule,
                "`EV_STORE_URL`, EV_STORE_KEY_FILE, `EV_STORE_...`, `EV_`",
                "EV_STORE_URI, `EV_STORE_URL_FILE`, `EV_SHOP_...`"))
        .containsExactly(
            "page.md:2: EV_STORE_URI is not a setting",
            "page.md:2: EV_STORE_URL_FILE is not a setting",
            "page.md:2: EV_SHOP_ is not a setting");
  }

  @Test
  void filesThatDoNotExistAreFound() throws IOException {
    page("docs/other.md");

    assertThat(
            problems(
                new PathRule(),
                "`docs/other.md` `docs/` `docs/target/made.jar` `other/page.md` `/docs/none.md`",
                "`docs/none.md` and docs/none.md in words",
                "```sh",
                "cat ./docs/other.md docs/*.md https://docs/none.md docs/nothing/page.md",
                "```"))
        .containsExactly(
            "page.md:2: docs/none.md does not exist",
            "page.md:4: docs/nothing/page.md does not exist");
  }

  @Test
  void classesThatDoNotExistAreFound() throws IOException {
    Set<String> classes = Set.of("MarketBook", "MarketBookTest");
    List<String> lines =
        List.of("`MarketBookTest` `MarketBook.Entry` `StrictMath`", "`SalesBook` `SalesBookTest`");

    assertThat(
            problems(
                new ClassRule(classes, Set.of("page.md"), Set.of("StrictMath")),
                lines.toArray(String[]::new)))
        .containsExactly(
            "page.md:2: SalesBook is not a class", "page.md:2: SalesBookTest is not a class");
    assertThat(problems(new ClassRule(classes, Set.of(), Set.of()), lines.toArray(String[]::new)))
        .containsExactly("page.md:2: SalesBookTest is not a class");
  }

  @Test
  void pagesThatTheBuildMakesAreNotRead() throws IOException {
    page("target/made.md", "[bad](none.md)");

    assertThat(problems(new LinkRule(), "good")).isEmpty();
  }

  private List<String> problems(Rule rule, String... lines) throws IOException {
    page("page.md", lines);
    return new Documentation(root).problems(page -> true, List.of(rule));
  }

  private void page(String name, String... lines) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines));
  }

  @Command(name = "ev-worker", subcommands = Store.class)
  static final class Root {}

  @Command(
      name = "store",
      mixinStandardHelpOptions = true,
      subcommands = {Listing.class, Showing.class})
  static final class Store {}

  @Command(name = "list")
  static final class Listing {
    @Option(names = "--all")
    boolean all;
  }

  @Command(name = "show")
  static final class Showing {}
}
