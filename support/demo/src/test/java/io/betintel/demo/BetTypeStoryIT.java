package io.betintel.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The story of a bet type ends as it promises. */
@Tag("full")
class BetTypeStoryIT {

  @Test
  void everyCountIsAsPromised() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    BetTypeStory story = new BetTypeStory(out);
    Path home = Path.of(System.getProperty("ev.home"));
    try (Ending ending = Ending.atExit(Path.of("target", "it-story"), out)) {
      int code = story.tell(DemoRun.start(home, ending, story.topics(), out));

      assertThat(printed.toString(StandardCharsets.UTF_8))
          .contains("Everything is as promised")
          .doesNotContain("INSTEAD OF");
      assertThat(code).isZero();
    }
  }
}
