package io.betintel.ev.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.cli.console.Screen.Size;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final String ESCAPE = "\u001b[";

  private final StringWriter text = new StringWriter();
  private final Screen screen = new Screen(new PrintWriter(text));

  @Test
  void firstPageClearsTheWindowAndLaterOnesGoOverIt() {
    screen.show(List.of("one", "two"), new Size(80, 24));
    assertThat(shown()).isEqualTo("<?25l<2J<Hone<K\ntwo<K\n<J".replace("<", ESCAPE));

    screen.show(List.of("three"), new Size(80, 24));
    assertThat(shown()).isEqualTo("<Hthree<K\n<J".replace("<", ESCAPE));

    screen.close();
    assertThat(shown()).isEqualTo(ESCAPE + "?25h");
  }

  @Test
  void nothingWrapsAndNothingScrolls() {
    screen.show(List.of("a".repeat(30), "b", "c", "d", "e", "f"), new Size(20, 5));

    // Five rows: the last holds the cursor, the one before it says what is missing.
    assertThat(shown().replaceAll("\u001b\\[[?0-9]*[A-Za-z]", ""))
        .isEqualTo("a".repeat(20) + "\nb\nc\n... 3 more lines: th\n")
        .doesNotContain("f");
  }

  @Test
  void colourTakesNoRoomAndEndsWithItsLine() {
    screen.show(List.of(ESCAPE + "31m" + "a".repeat(30) + ESCAPE + "0m"), new Size(20, 5));

    assertThat(shown()).contains(ESCAPE + "31m" + "a".repeat(20) + ESCAPE + "0m" + ESCAPE + "K");
  }

  @Test
  void sizeIsWhatSttySays() {
    assertThat(Size.parse("24 80\n")).isEqualTo(new Size(80, 24));
    assertThat(Size.parse("1 1\n")).isEqualTo(new Size(20, 5));
    assertThat(Size.parse("0 0\n")).isEqualTo(Size.UNKNOWN);
    assertThat(Size.parse("")).isEqualTo(Size.UNKNOWN);
  }

  @Test
  void cursorIsGivenBackOnlyIfItWasTaken() {
    screen.close();

    assertThat(shown()).isEmpty();
  }

  private String shown() {
    String all = text.toString();
    text.getBuffer().setLength(0);
    return all;
  }
}
