package io.betintel.ev.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.betintel.ev.worker.Configuration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses are refused by name and value at the start, and never show a password. */
class AddressTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EV_POSTGRES_URL | postgres://db/ev | that is libpq's form",
        "EV_POSTGRES_URL | postgresql://ev@db:5432/ev | that is libpq's form",
        "EV_POSTGRES_URL | jdbc:postgresql://ev:secret@db/ev | user and password belong in"
            + " EV_POSTGRES_USER and EV_POSTGRES_PASSWORD",
        "EV_POSTGRES_URL | jdbc:postgresql://db/ev?user=ev&password=secret | user and password"
            + " belong in EV_POSTGRES_USER and EV_POSTGRES_PASSWORD",
        "EV_POSTGRES_URL | jdbc:mysql://db/ev | the driver cannot read it",
        "EV_POSTGRES_URL | db:5432 | the driver cannot read it",
        "EV_REDIS_URL | redis://cache?db=1 | the database follows a slash, and nothing else may"
            + " follow",
        "EV_REDIS_URL | redis://cache/one | a database is a number, and follows a slash",
        "EV_REDIS_URL | redis://:secret@cache | user and password belong in EV_REDIS_USER and"
            + " EV_REDIS_PASSWORD",
        "EV_REDIS_URL | cache:6379 | it does not begin with one of those protocols",
        "EV_REDIS_URL | http://cache:6379 | it does not begin with one of those protocols",
        "EV_REDIS_URL | redis://cache:70000 | port 70000 is not one of 1 to 65535",
        "EV_SCHEMA_REGISTRY_URL | http://a:1,ftp://b | it does not begin with one of those"
            + " protocols",
        "EV_SCHEMA_REGISTRY_URL | registry:8081 | it does not begin with one of those protocols",
        "EV_SCHEMA_REGISTRY_URL | https://u:secret@registry | user and password belong in"
            + " EV_SCHEMA_REGISTRY_USER and EV_SCHEMA_REGISTRY_PASSWORD",
        "EV_SCHEMA_REGISTRY_URL | http://registry?x=1 | what follows ? or # is not used",
        "EV_KAFKA_BOOTSTRAP_SERVERS | kafka | \"kafka\" is no host:port",
        "EV_KAFKA_BOOTSTRAP_SERVERS | a:9092,b:99999 | port 99999 is not one of 1 to 65535",
        "EV_KAFKA_BOOTSTRAP_SERVERS | a:9092, | \"\" is no host:port",
        "EV_KAFKA_BOOTSTRAP_SERVERS | SASL_SSL://kafka:9092 | \"SASL_SSL://kafka:9092\" has a"
            + " protocol: security.protocol in EV_KAFKA_PROPERTIES_FILE says it",
      })
  void whatIsNoAddressIsRefusedWithItsReason(String key, String value, String reason) {
    assertThatThrownBy(() -> Configuration.fromEnvironment(Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(key + " is \"")
        .hasMessageContaining("\": " + reason + "; it must be ")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EV_POSTGRES_URL=jdbc:postgresql://one:5432,two:5433/ev?targetServerType=primary",
        "EV_POSTGRES_URL=jdbc:postgresql:ev",
        "EV_POSTGRES_URL=jdbc:postgresql://[::1]:5432/ev?sslmode=verify-full&sslpassword=x",
        "EV_REDIS_URL=redis://cache",
        "EV_REDIS_URL=rediss://[::1]:6380/12",
        "EV_SCHEMA_REGISTRY_URL=https://registry/apis/ccompat/v7,http://other:8081",
        "EV_KAFKA_BOOTSTRAP_SERVERS=kafka-0.kafka:9092, [::1]:9093"
      })
  void addressesOfEveryUsualFormAreAccepted(String setting) {
    int equals = setting.indexOf('=');
    assertThat(
            Configuration.fromEnvironment(
                Map.of(setting.substring(0, equals), setting.substring(equals + 1))))
        .isNotNull();
  }

  @Test
  void everyFaultIsListedAtOnce() {
    Map<String, String> environment = new HashMap<>();
    environment.put("EV_POSTGRES_URL", "postgres://ev:secret@db/ev");
    environment.put("EV_REDIS_URL", "redis://cache?password=secret");
    environment.put("EV_HTTP_PORT", "eighty");
    environment.put("EV_NO_SUCH", "secret");

    assertThatThrownBy(() -> Configuration.fromEnvironment(environment))
        .hasMessageContainingAll("EV_NO_SUCH", "EV_POSTGRES_URL", "EV_REDIS_URL", "EV_HTTP_PORT")
        .hasMessageNotContaining("secret");
  }

  @Test
  void passwordsAreMaskedInAnyText() {
    for (String text :
        List.of(
            "postgres://ev:secret@db/ev",
            "jdbc:postgresql://db/ev?ssl=true&password=secret&x=1",
            "jdbc:postgresql://db/ev?sslpassword=secret",
            "https://api.example.com/?api_key=secret",
            "http://u:secret@a:1,http://u:secret@b:2",
            "redis://:secret@cache/1?PASSWORD=secret",
            "redis://:a/secret@cache",
            "redis://u:a@secret@cache",
            "jdbc:postgresql://u:a?secret#secret@db/ev",
            "u:secret@kafka:9092",
            "a:1,u:secret@b:2",
            "Unable to parse \"u:secret@b:2\"",
            "jdbc:postgresql://db/ev?ssl=true&sslpassword=secret")) {
      assertThat(Address.masked(text)).doesNotContain("secret").contains("***");
    }
    for (String text :
        List.of("jdbc:postgresql://db/ev?x=1", "kafka-0:9092,[::1]:9092", "ops@example.com")) {
      assertThat(Address.masked(text)).isEqualTo(text);
    }
  }
}
