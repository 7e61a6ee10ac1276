package io.betintel.ev.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.ops.ConfigException;
import io.betintel.ev.ops.Settings;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ApiLoginsTest {

  @Test
  void withoutLoginsOfItsOwnItUsesTheWorkers() {
    Settings settings = settings(Map.of());

    assertThat(ApiLogins.ownRole(settings)).isFalse();
    assertThat(ApiLogins.postgres(settings).user()).isEqualTo("ev");
    assertThat(ApiLogins.postgres(settings).password()).isEqualTo("hush");
    assertThat(ApiLogins.redis(settings).user()).isEqualTo("bets-worker");
  }

  @Test
  void itsOwnTakeTheWorkersPlaceAndNothingElse() {
    Settings settings =
        settings(
            Map.of(
                "EV_API_POSTGRES_USER", "ev_api",
                "EV_API_POSTGRES_PASSWORD", "reads",
                "EV_API_REDIS_USER", "bets-reader"));

    assertThat(ApiLogins.ownRole(settings)).isTrue();
    assertThat(ApiLogins.postgres(settings).user()).isEqualTo("ev_api");
    assertThat(ApiLogins.postgres(settings).password()).isEqualTo("reads");
    assertThat(ApiLogins.postgres(settings).url()).isEqualTo("jdbc:postgresql://db/ev");
    assertThat(ApiLogins.redis(settings).user()).isEqualTo("bets-reader");
    assertThat(ApiLogins.redis(settings).password()).isEmpty();
  }

  @Test
  void aPasswordWithoutItsUserIsRefused() {
    assertThatThrownBy(
            () -> ApiLogins.postgres(settings(Map.of("EV_API_POSTGRES_PASSWORD", "reads"))))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "EV_API_POSTGRES_PASSWORD is set, but EV_API_POSTGRES_USER is not: set both, or"
                + " neither");
    assertThatThrownBy(() -> ApiLogins.redis(settings(Map.of("EV_API_REDIS_PASSWORD", "reads"))))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("EV_API_REDIS_PASSWORD is set");
  }

  private static Settings settings(Map<String, String> more) {
    Map<String, String> environment =
        new TreeMap<>(
            Map.of(
                "EV_POSTGRES_URL", "jdbc:postgresql://db/ev",
                "EV_POSTGRES_PASSWORD", "hush",
                "EV_REDIS_URL", "redis://cache",
                "EV_REDIS_USER", "bets-worker",
                "EV_REDIS_PASSWORD", "hush"));
    environment.putAll(more);
    return new Settings(environment);
  }
}
