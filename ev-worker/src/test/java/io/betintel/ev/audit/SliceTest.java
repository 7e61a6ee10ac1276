package io.betintel.ev.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SliceTest {
  /** MD5 of "match-17" begins e02e5ced, of "a%7Cb" f1a45219; the last 15 bits are the hash. */
  @Test
  void hashIsThatOfTheFirstPartOfALineId() {
    assertThat(Slice.hash("match-17")).isEqualTo(0x5ced);
    assertThat(Slice.hash("a|b")).isEqualTo(0x5219);
    Slice odd = new Slice(1, 2);
    assertThat(odd.hasEvent("match-17")).isTrue();
    assertThat(odd.hasLine("match-17|totals||5.5|")).isTrue();
    assertThat(odd.hasLine("a%7Cb|totals||5.5|")).isTrue();
    assertThat(new Slice(0x5ced, Slice.MOST).hasLine("match-17")).isTrue();
    assertThat(new Slice(0, 2).hasEvent("a|b")).isFalse();
  }

  @Test
  void halvesOfAllSlicesAreAllSlicesAgain() {
    List<Slice> four =
        Stream.of(new Slice(0, 2), new Slice(1, 2))
            .flatMap(slice -> Stream.of(slice.half(false), slice.half(true)))
            .toList();
    for (int event = 0; event < 100; event++) {
      String id = "event-" + event;
      assertThat(four.stream().filter(slice -> slice.hasEvent(id))).hasSize(1);
    }
    assertThatThrownBy(() -> new Slice(0, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Slice(0, Slice.MOST).half(true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tagsTellOtherSlicesRecordsAsFarAsTheyFit() {
    SliceTags tags = new SliceTags(Map.of(0, 10L), 2_000);
    tags.put(0, 10, 0);
    tags.put(0, 1_500, 3);
    tags.put(0, 5_000, 3); // does not fit
    tags.put(1, 10, 3); // is not looked at
    Slice even = new Slice(0, 2);
    assertThat(tags.isElsewhere(0, 10, even)).isFalse();
    assertThat(tags.isElsewhere(0, 11, even)).as("not decoded yet").isFalse();
    assertThat(tags.isElsewhere(0, 1_500, even)).isTrue();
    assertThat(tags.isElsewhere(0, 1_500, new Slice(1, 2))).isFalse();
    assertThat(tags.isElsewhere(0, 5_000, even)).isFalse();
    assertThat(tags.isElsewhere(1, 10, even)).isFalse();
    assertThat(tags.isElsewhere(0, 9, even)).isFalse();
  }
}
