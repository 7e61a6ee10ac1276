package io.betintel.ev.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WrappedTextTest {
  @Test
  void aLineHasEightyCharactersAtMost() {
    String seventyEight = "a".repeat(70) + " " + "b".repeat(7);

    assertThat(WrappedText.of("", seventyEight + " c")).containsExactly(seventyEight + " c");
    assertThat(WrappedText.of("", seventyEight + " cc")).containsExactly(seventyEight, "    cc");
  }

  @Test
  void theIndentCounts() {
    String seventySix = "a".repeat(70) + " " + "b".repeat(5);

    assertThat(WrappedText.of("    ", seventySix)).containsExactly("    " + seventySix);
    assertThat(WrappedText.of("    ", seventySix + "b"))
        .containsExactly("    " + "a".repeat(70), "    bbbbbb");
  }

  @Test
  void aWordThatIsLongerThanALineStaysWhole() {
    String word = "x".repeat(100);

    assertThat(WrappedText.of("", "KEY  " + word)).containsExactly("KEY ", "    " + word);
    assertThat(WrappedText.of("    ", word)).containsExactly("    " + word);
  }
}
