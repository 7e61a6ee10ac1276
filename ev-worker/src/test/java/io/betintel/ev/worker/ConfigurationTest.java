package io.betintel.ev.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.ops.ConfigException;
import io.betintel.ev.ops.Setting;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and defaults are public API: this table is changed together with the changelog. */
class ConfigurationTest {
  private static final String TABLE =
      """
      EV_KAFKA_BOOTSTRAP_SERVERS (required)
      EV_KAFKA_PROPERTIES_FILE
      EV_TOPIC_PREFIX
      EV_PARTITIONS 12
      EV_LINES_PARTITIONS 0
      EV_REPLICATION_FACTOR 3
      EV_ODDS_MAX_BYTES 1048576
      EV_ODDS_RETENTION 7d
      EV_PARKED_RETENTION 30d
      EV_DEAD_LETTER_RETENTION 30d
      EV_LINES_TOMBSTONE_RETENTION 1d
      EV_SCHEMA_REGISTRY_URL (required)
      EV_SCHEMA_REGISTRY_USER
      EV_SCHEMA_REGISTRY_PASSWORD (secret)
      EV_SCHEMA_REGISTRY_TOKEN (secret)
      EV_POSTGRES_URL (required)
      EV_POSTGRES_DIRECT_URL
      EV_POSTGRES_USER ev
      EV_POSTGRES_PASSWORD (secret)
      EV_POSTGRES_POOL_SIZE 5
      EV_REDIS_URL (required)
      EV_REDIS_USER
      EV_REDIS_PASSWORD (secret)
      EV_CATALOGUE_POLL 500ms
      EV_CATALOGUE_HEARTBEAT 5s
      EV_FEES novig=0.02,prophetx=0.02,betfair=0.05,betfair_ex_au=0.05,betfair_ex_eu=0.05,\
      betfair_ex_uk=0.05,matchbook=0.02,smarkets=0.02,sporttrade=0.02,kalshi=0.07*p*(1-p),\
      polymarket=0.03*p*(1-p),betopenly=unknown
      EV_BANKROLL 0
      EV_ODDS_API_URL https://api.the-odds-api.com
      EV_ODDS_API_KEY (secret)
      EV_APPLICATION_ID
      EV_STREAM_THREADS 1
      EV_COMMIT_INTERVAL 20ms
      EV_STATE_DIRECTORY
      EV_STANDBY_REPLICAS 1
      EV_WARM_UP 1s
      EV_EVENT_GRACE 6h
      EV_LAST_UPDATE_AHEAD 1m
      EV_CLOCK_AHEAD 5m
      EV_EXPIRY_QUIET 30m
      EV_UNKNOWN_SCHEMA_WAIT 30s
      EV_SWEEP_RATE 2000
      EV_MOST_STORE_PERCENT 20
      EV_MOST_OPEN_PERCENT 30
      EV_OPEN_IDLE 2m
      EV_MOST_BOOKMAKERS 250
      EV_MOST_LINES 5000
      EV_RETURN_RATE 2000
      EV_SINK_BATCH_RECORDS 500
      EV_SINK_THREADS 1
      EV_SINK_FETCH_WAIT 20ms
      EV_SINK_LONGEST_PAUSE 5s
      EV_HISTORY_RETENTION_DAYS 30
      EV_BET_RETENTION_DAYS 30
      EV_REPLAY_CACHE_TTL 1h
      EV_DRIFT_INTERVAL 20s
      EV_HTTP_HOST 127.0.0.1
      EV_HTTP_PORT 8080
      EV_API_HOST 127.0.0.1
      EV_API_PORT 8081
      EV_API_KEYS
      EV_API_SAMPLE_PERCENT 20
      EV_API_REQUESTS_PER_KEY 25
      EV_API_MAX_STREAMS 1000
      EV_API_STREAMS_PER_KEY 100
      EV_API_STREAMS_PER_ADDRESS 100
      EV_API_PROXIES 0
      EV_API_POOL_SIZE 5
      EV_API_QUERY_TIMEOUT 5s
      EV_API_ORIGINS
      EV_API_POSTGRES_USER
      EV_API_POSTGRES_PASSWORD (secret)
      EV_API_REDIS_USER
      EV_API_REDIS_PASSWORD (secret)
      EV_LOG_FORMAT text
      EV_LOG_LEVEL info
      """;

  @Test
  void everyKeyAndDefault() {
    assertThat(
            Configuration.settings().stream()
                .map(ConfigurationTest::line)
                .collect(Collectors.joining("\n", "", "\n")))
        .isEqualTo(TABLE);
  }

  @Test
  void noKeyIsDeclaredTwice() {
    assertThat(Configuration.settings()).extracting(Setting::key).doesNotHaveDuplicates();
  }

  @Test
  void everyDefaultIsAccepted() {
    assertThat(Configuration.settings())
        .filteredOn(setting -> setting.defaultText().isPresent())
        .allSatisfy(
            setting ->
                assertThatCode(() -> setting.parse().apply(setting.defaultText().orElseThrow()))
                    .doesNotThrowAnyException());
  }

  @Test
  void everySettingIsExplained() {
    assertThat(Configuration.settings())
        .allSatisfy(
            setting -> {
              assertThat(setting.key()).matches("EV_[A-Z0-9]+(_[A-Z0-9]+)*");
              assertThat(setting.form()).isNotBlank();
              assertThat(setting.doc()).endsWith(".");
            });
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearestKnownOne() {
    assertThatThrownBy(
            () -> Configuration.fromEnvironment(Map.of("EV_KAFKA_BOOTSTRAP_SERVER", "x:9092")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "EV_KAFKA_BOOTSTRAP_SERVER is not a setting: did you mean EV_KAFKA_BOOTSTRAP_SERVERS?");
  }

  @Test
  void variablesWithoutThePrefixAreIgnored() {
    assertThatCode(() -> Configuration.fromEnvironment(Map.of("PATH", "/bin", "EVA", "x")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EV_POSTGRES_PASSWORD_FILE", "EV_SCHEMA_REGISTRY_PASSWORD_FILE"})
  void aSecretMayComeFromAFile(String key) {
    assertThatCode(() -> Configuration.fromEnvironment(Map.of(key, "/run/secret")))
        .doesNotThrowAnyException();
  }

  @Test
  void onlyASecretMayComeFromAFile() {
    assertThatThrownBy(
            () -> Configuration.fromEnvironment(Map.of("EV_POSTGRES_USER_FILE", "/run/user")))
        .isInstanceOf(ConfigException.class);
  }

  @Test
  void addressesOfKubernetesServicesAreNoSettings() {
    assertThatCode(
            () ->
                Configuration.fromEnvironment(
                    Map.of(
                        "EV_WORKER_SERVICE_HOST", "10.0.0.1",
                        "EV_WORKER_SERVICE_PORT_HTTP", "8080",
                        "EV_WORKER_PORT", "tcp://10.0.0.1:8080",
                        "EV_WORKER_PORT_8080_TCP_ADDR", "10.0.0.1")))
        .doesNotThrowAnyException();
  }

  private static String line(Setting<?> setting) {
    if (setting.secret()) {
      return setting.key() + " (secret)";
    }
    return (setting.key() + " " + setting.defaultText().orElse("(required)")).strip();
  }
}
