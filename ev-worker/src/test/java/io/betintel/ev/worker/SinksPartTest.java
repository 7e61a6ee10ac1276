package io.betintel.ev.worker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.ops.ConfigException;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.sink.SinkConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SinksPartTest {
  @Test
  void eachSinkThreadHasAConnectionAndOneIsLeftForTheCatalogue() {
    assertThatCode(() -> require("4", "5")).doesNotThrowAnyException();
    assertThatThrownBy(() -> require("5", "5"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "EV_SINK_THREADS is 5 and EV_POSTGRES_POOL_SIZE is 5: accepted are fewer threads than connections");
  }

  private static void require(String threads, String connections) {
    SinksPart.requireConnections(
        SinkConfig.from(new Settings(Map.of("EV_SINK_THREADS", threads))),
        PostgresConfig.from(
            new Settings(
                Map.of(
                    "EV_POSTGRES_URL",
                    "jdbc:postgresql://localhost/ev",
                    "EV_POSTGRES_POOL_SIZE",
                    connections))));
  }
}
