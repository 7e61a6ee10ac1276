package io.betintel.ev.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.codec.Topics;
import io.betintel.ev.ops.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The application id names group, hop and changelog: another default is another installation. */
final class StreamConfigTest {

  @Test
  void applicationIdIsTheOneThatInstallationsRunUnlessSet() {
    assertThat(id("", Map.of())).isEqualTo("ev-worker-2");
    assertThat(id("replay.", Map.of())).isEqualTo("ev-worker-2-replay");
    assertThat(id("replay.", Map.of("EV_APPLICATION_ID", "odds"))).isEqualTo("odds");
  }

  @Test
  void hopIsNamedByTheId() {
    assertThat(config("", Map.of()).hopTopic()).isEqualTo("ev-worker-2-by-event-repartition");
  }

  private static String id(String prefix, Map<String, String> environment) {
    return config(prefix, environment).applicationId();
  }

  private static StreamConfig config(String prefix, Map<String, String> environment) {
    return StreamConfig.from(new Settings(environment), new Topics(prefix));
  }
}
