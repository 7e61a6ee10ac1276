package io.betintel.ev.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KafkaNameTest {
  private final List<String> asked = new ArrayList<>();

  @Test
  void waitsUntilOneOfTheNamesHasAnAddress() {
    KafkaName name =
        new KafkaName(
            "one:9092, [::2]:9093",
            host -> {
              asked.add(host);
              if (asked.size() < 4) {
                throw new UnknownHostException(host);
              }
            },
            1);
    assertThat(name.check())
        .isEqualTo(
            Check.waiting(
                "kafka",
                "EV_KAFKA_BOOTSTRAP_SERVERS is \"one:9092, [::2]:9093\": no such host is known"
                    + " yet"));

    name.start();

    assertThat(asked).containsExactly("one", "[::2]", "one", "[::2]");
    assertThat(name.check().status()).isEqualTo(Check.Status.UP);
  }

  @Test
  void endsWhenItIsClosed() throws Exception {
    KafkaName name =
        new KafkaName(
            "one:9092",
            host -> {
              throw new UnknownHostException(host);
            },
            3_600_000);
    Thread starting = new Thread(name::start);
    starting.start();

    name.close();

    starting.join();
    assertThat(name.check().status()).isEqualTo(Check.Status.WAITING);
  }
}
