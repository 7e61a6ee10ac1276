package io.betintel.ev.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class FeedFileKindTest {
  @Test
  void isToldByTheFirstCharacters() {
    assertThat(kind(" \n[{}]")).isEqualTo(FeedFileKind.THE_ODDS_API);
    assertThat(kind("\uFEFF{\"data\": []}")).isEqualTo(FeedFileKind.THE_ODDS_API);
    assertThat(kind("Div,Date\n")).isEqualTo(FeedFileKind.FOOTBALL_DATA);
    assertThat(kind("\uFEFFDiv,Date\n")).isEqualTo(FeedFileKind.FOOTBALL_DATA);
  }

  @Test
  void otherFilesAreRefused() {
    assertThatExceptionOfType(FeedFileException.class)
        .isThrownBy(() -> kind(" \n"))
        .withMessage("is empty");
    assertThatExceptionOfType(FeedFileException.class)
        .isThrownBy(() -> kind("Country,League\n"))
        .withMessageStartingWith("is neither The Odds API's JSON nor a football-data.co.uk season");
  }

  private static FeedFileKind kind(String text) {
    return FeedFileKind.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
