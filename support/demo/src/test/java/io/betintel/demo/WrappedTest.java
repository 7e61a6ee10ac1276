package io.betintel.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WrappedTest {

  @Test
  void asManyPartsOnALineAsFit() {
    assertThat(Wrapped.lines(List.of("aaaa", "bbbb", "cc"), 10, "  "))
        .containsExactly("aaaa  bbbb", "cc");
  }

  @Test
  void partThatIsLongerThanALineGoesOnInTheNext() {
    assertThat(Wrapped.lines(List.of("a", "bbbbbbbb", "c"), 5, "  "))
        .containsExactly("a", "bbbbb", "bbb", "c");
  }

  @Test
  void sentenceBreaksAtSpaces() {
    assertThat(Wrapped.text("one two three", 9)).containsExactly("one two", "three");
  }
}
