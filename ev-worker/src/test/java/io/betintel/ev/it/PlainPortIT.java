package io.betintel.ev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.betintel.ev.cache.RedisConfig;
import io.betintel.ev.codec.RegistryClients;
import io.betintel.ev.codec.RegistryConfig;
import io.betintel.ev.codec.RegistryWait;
import io.betintel.ev.ops.DatabaseTrouble;
import io.betintel.ev.ops.KafkaConfig;
import io.betintel.ev.ops.PostgresConfig;
import io.betintel.ev.ops.PostgresConnections;
import io.betintel.ev.ops.RootCause;
import io.betintel.ev.ops.Settings;
import io.betintel.ev.stream.KafkaWait;
import io.betintel.localstack.LocalStack;
import io.betintel.localstack.LocalStackExtension;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;

/** TLS is asked for at the port of a real server that does not speak it. */
@ExtendWith(LocalStackExtension.class)
final class PlainPortIT {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final LocalStack stack;

  PlainPortIT(LocalStack stack) {
    this.stack = stack;
  }

  @Test
  void redisIsSaidToSpeakNoTls() {
    String url = stack.redis().url().replace("redis://", "rediss://");
    try (RedisClient redis = RedisConfig.from(new Settings(Map.of("EV_REDIS_URL", url))).client()) {
      assertThat(RootCause.of(catchThrowable(redis::ping)))
          .isEqualTo(
              stack.redis().address()
                  + " does not speak TLS, which rediss:// in EV_REDIS_URL asks for");
    }
  }

  @Test
  void postgresqlIsSaidToSpeakNoTls() {
    PostgresConfig config =
        new PostgresConfig(
            stack.postgres().jdbcUrl("postgres") + "?sslmode=require",
            stack.postgres().user(),
            stack.postgres().password(),
            2);
    Throwable failure = catchThrowable(() -> PostgresConnections.open(config, "test"));
    assertThat(DatabaseTrouble.describe((SQLException) failure))
        .isEqualTo("TLS to the database fails: The server does not support SSL.");
  }

  @Test
  void kafkaIsSaidToSpeakNoTls() {
    KafkaConfig kafka =
        new KafkaConfig(stack.kafka().bootstrapServers(), Map.of("security.protocol", "SSL"));
    Throwable failure = catchThrowable(() -> new KafkaWait(kafka).await(PATIENCE, line -> {}));
    assertThat(failure)
        .hasMessageContaining(
            "did not answer within 1 s over TLS (security.protocol=SSL): is this its TLS port?");
  }

  @Test
  void registryIsSaidToSpeakNoTls() throws Exception {
    String url = stack.registry().url().replace("http://", "https://");
    try (SchemaRegistryClient client = RegistryClients.create(new RegistryConfig(url, "", ""))) {
      assertThat(catchThrowable(() -> new RegistryWait(client, url).await(PATIENCE, line -> {})))
          .hasMessageContaining("the port does not speak TLS");
    }
  }
}
