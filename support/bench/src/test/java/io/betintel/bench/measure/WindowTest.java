package io.betintel.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WindowTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void slopeIsTakenBetweenHalfAndNineTenthsOfTheCountedRecords() {
    List<CpuSample> samples =
        List.of(
            sample(0, 0), // nothing yet
            sample(10, 900), // slow while it warms up
            sample(12, 1_500), // 500 opening + 50 % of 2000
            sample(13, 2_000),
            sample(14, 2_300), // 500 opening + 90 % of 2000
            sample(100, 2_500));

    Window window = Window.of(samples, 500, 2_000);

    // 800 records from second 12 to second 14
    assertThat(window.records()).isEqualTo(800);
    assertThat(window.seconds()).isEqualTo(2);
    assertThat(window.perSecond()).isEqualTo(400);
  }

  @Test
  void cpuIsDividedByTheRecordsOfTheSameWindow() {
    Window window =
        new Window(
            new CpuSample(0, 1_000, 700, 50, 20, 1_000, 100),
            new CpuSample(2 * SECOND, 3_000, 3_700, 90, 40, 1_200, 170));

    // 40 ticks are 400 000 us, 20 ticks are 200 000 us, for 2000 records
    assertThat(window.programMicros()).isEqualTo(200);
    assertThat(window.brokerMicros()).isEqualTo(100);
    // 3000 lines
    assertThat(window.linesPerRecord()).isEqualTo(1.5);
  }

  @Test
  void whatIsNotOursWasTakenByOthers() {
    // Busy 200 ticks, ours 150: 0.5 s in 2 s.
    Window busy =
        new Window(
            new CpuSample(0, 1, 0, 0, 0, 0, 0), new CpuSample(2 * SECOND, 2, 0, 0, 0, 200, 150));
    // 0.4 s in 2 s is just allowed.
    Window quiet =
        new Window(
            new CpuSample(0, 1, 0, 0, 0, 0, 0), new CpuSample(2 * SECOND, 2, 0, 0, 0, 190, 150));
    // Ticks are rounded for each process: ours may exceed the machine's.
    Window rounded =
        new Window(
            new CpuSample(0, 1, 0, 0, 0, 0, 0), new CpuSample(2 * SECOND, 2, 0, 0, 0, 100, 101));

    assertThat(busy.takenByOthers()).isEqualTo(0.25);
    assertThat(busy.busy()).isTrue();
    assertThat(quiet.takenByOthers()).isEqualTo(0.2);
    assertThat(quiet.busy()).isFalse();
    assertThat(rounded.takenByOthers()).isZero();
  }

  @Test
  void aRunThatWasNotSampledOftenEnoughIsRefused() {
    List<CpuSample> samples = List.of(sample(0, 0), sample(1, 1_000));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Window.of(samples, 0, 1_000))
        .withMessageContaining("take more records");
  }

  private static CpuSample sample(long second, long ended) {
    return new CpuSample(second * SECOND, ended, 0, 0, 0, 0, 0);
  }
}
