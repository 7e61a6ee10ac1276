package io.betintel.ev.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests run without the optimising compiler, workers with it. */
class OptimisedPricingIT {
  /**
   * Java 17.0.15's optimising compiler once crashed on the solver's loop: every worker that priced
   * by Shin's method would have died within seconds.
   */
  @Test
  void optimisedCodeGivesTheSameBits() throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    PricingLoop.class.getName()))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(output.strip()).isEqualTo(Long.toString(PricingLoop.checksum()));
  }
}
