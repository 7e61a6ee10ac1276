package io.betintel.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ProcessCpuTest {
  @Test
  void userAndSystemTicksAreAddedWhateverTheProcessIsCalled() {
    // man proc: fields 14 and 15; the name has a space and a closing parenthesis
    assertThat(
            ProcessCpu.ticks("4711 (a) b) S 1 2 3 4 5 6 7 8 9 10 120 34 900 900 20 0 30 0 5 6 7\n"))
        .isEqualTo(154);
  }

  @Test
  void waitingIsNotBusyAndStolenTimeIs() {
    // user 100, nice 1, system 50, idle 9000, iowait 800, irq 2, softirq 3, steal 4, guest 60
    assertThat(ProcessCpu.busyTicks(List.of("cpu  100 1 50 9000 800 2 3 4 60 0", "cpu0 1")))
        .isEqualTo(160);
  }

  @Test
  void thisProcessHasUsedTime() throws Exception {
    long until = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 10;

    assertThat(ProcessCpu.ticks(ProcessHandle.current().pid())).isGreaterThanOrEqualTo(until);
    assertThat(ProcessCpu.ownTicks()).isGreaterThanOrEqualTo(until);
    assertThat(ProcessCpu.busyTicks()).isPositive();
  }

  @Test
  void anEndedProcessHasNone() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();

    assertThat(ProcessCpu.ticks(process.pid())).isZero();
  }
}
