package io.betintel.ev.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import redis.clients.jedis.exceptions.JedisConnectionException;

class RootCauseTest {
  @Test
  void hostWithoutAnAddressIsNamedWithItsSetting() {
    assertThat(
            RootCause.of(
                new JedisConnectionException(
                    "Failed to create socket.", new UnknownHostException("cache.invalid"))))
        .isEqualTo("EV_REDIS_URL names a host that is not known: cache.invalid");
    assertThat(
            RootCause.of(
                new PSQLException(
                    "The connection attempt failed.",
                    PSQLState.CONNECTION_UNABLE_TO_CONNECT,
                    new UnknownHostException("db.invalid"))))
        .isEqualTo("EV_POSTGRES_URL names a host that is not known: db.invalid");
    assertThat(RootCause.of(new UnknownHostException("other.invalid: Name or service")))
        .isEqualTo("no such host is known: other.invalid");
  }

  @Test
  void kafkaClientThatIsRefusedForItsServersNamesTheSetting() {
    KafkaException refused =
        new KafkaException(
            "Failed to create new KafkaAdminClient",
            new ConfigException("No resolvable bootstrap urls given in bootstrap.servers"));
    assertThat(RootCause.isUnknownHost(refused)).isTrue();
    assertThat(RootCause.of(refused))
        .isEqualTo("EV_KAFKA_BOOTSTRAP_SERVERS names no host that is known");
  }

  @Test
  void kafkasAdviceToSeekPastTheRecordIsLeftOut() {
    assertThat(
            RootCause.of(
                new KafkaException(
                    "Received exception when fetching the next record from odds.events-3. If needed,"
                        + " please seek past the record to continue consumption.")))
        .isEqualTo("Received exception when fetching the next record from odds.events-3");
  }

  @Test
  void portWithoutTlsIsSaidToBeOne() {
    assertThat(
            RootCause.of(
                new IOException(new SSLException("Unsupported or unrecognized SSL message"))))
        .isEqualTo("the port does not speak TLS: Unsupported or unrecognized SSL message");
  }

  @Test
  void innermostCauseThatSaysSomethingIsIt() {
    assertThat(RootCause.of(new IOException("outer", new IOException("a\n  b")))).isEqualTo("a b");
    assertThat(RootCause.of(new IOException("outer", new IOException((String) null))))
        .isEqualTo("outer");
    assertThat(RootCause.of(new IOException((String) null))).isEqualTo("IOException");
  }

  @Test
  void ourOwnWordsForADatabaseAreNotLookedBehind() {
    SQLException driver = new PSQLException("relation does not exist", PSQLState.UNDEFINED_TABLE);

    assertThat(RootCause.of(new SQLException("run ev-worker migrate", driver)))
        .isEqualTo("run ev-worker migrate");
    assertThat(RootCause.of(new SQLTransientConnectionException("timed out", driver)))
        .isEqualTo("relation does not exist");
  }
}
