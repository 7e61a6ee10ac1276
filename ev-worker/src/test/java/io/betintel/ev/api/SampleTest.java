package io.betintel.ev.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleTest {
  /** By {@code printf %s LINE | md5sum | cut -c1-8}, as a hexadecimal number modulo 100. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "match-a|h2h|||Bears/Lions 0883e78d 21",
        "match-c|h2h|||Bears/Lions 1dbfb879 65",
        "match-d|spreads||-3.5| dd702156 2",
        "müller|totals||5.5| 3fd0998e 6"
      })
  void lineHasTheNumberOfItsDigest(String line, String digest, int number) {
    assertThat(Integer.remainderUnsigned(Integer.parseUnsignedInt(digest, 16), 100))
        .isEqualTo(number);
    assertThat(Sample.number(line)).isEqualTo(number);
  }

  @Test
  void lineIsInTheSampleIfItsNumberIsBelowThePercentage() {
    String line = "match-a|h2h|||Bears/Lions"; // its number is 21, see above
    assertThat(new Sample(21).contains(line)).isFalse();
    assertThat(new Sample(22).contains(line)).isTrue();
  }

  @Test
  void nothingAndEverythingAreSamplesToo() {
    assertThat(new Sample(0).contains("match-d|spreads||-3.5|")).isFalse(); // 2
    assertThat(new Sample(100).contains("match-c|totals||5.5|")).isTrue(); // 97
    assertThat(new Sample(100).whole()).isTrue();
  }
}
