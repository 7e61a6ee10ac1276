package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.harness.Installation;
import io.betintel.ev.harness.WorkerProcess;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The packaged worker from its start to its end. */
@ExtendWith(LocalStackExtension.class)
final class WorkerIT {

  @Test
  @Tag("full")
  void sigtermEndsItCleanly(LocalStack stack) throws Exception {
    try (Installation installation = Installation.of(stack)) {
      WorkerProcess worker = installation.start().awaitReady();

      worker.terminate();

      assertThat(worker.exitCode()).isEqualTo(143); // 128 + SIGTERM, as a JVM ends
      assertThat(worker.log().lines()).last().asString().endsWith("stopped");
    }
  }
}
