package io.betintel.ev.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.ops.ConfigException;
import io.betintel.ev.ops.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedisConfigTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"redis://cache", "redis://cache:6380", "rediss://cache:6380/3", "redis://[::1]/"})
  void acceptsRedisUrls(String url) {
    assertThat(from(url).uri()).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cache:6379", "http://cache", "redis://", "redis://u:p@cache", "redis://cache/x"})
  void refusesEverythingElseAndNamesTheKey(String url) {
    assertThatThrownBy(() -> from(url))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("EV_REDIS_URL is ");
  }

  @Test
  void neverShowsThePassword() {
    Settings settings =
        new Settings(Map.of("EV_REDIS_URL", "redis://cache", "EV_REDIS_PASSWORD", "hush"));
    assertThat(RedisConfig.from(settings).toString()).doesNotContain("hush");
  }

  private static RedisConfig from(String url) {
    return RedisConfig.from(new Settings(Map.of("EV_REDIS_URL", url)));
  }
}
