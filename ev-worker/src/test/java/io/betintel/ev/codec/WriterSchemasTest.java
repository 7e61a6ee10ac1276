package io.betintel.ev.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.ops.MovableClock;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which answers of a registry make an id unknown, and which are waited for. */
class WriterSchemasTest {
  private static final int ID = 77;

  private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final Answers registry = new Answers();
  private final WriterSchemas schemas =
      new WriterSchemas(registry, clock, Duration.ofSeconds(30), Duration.ZERO);

  @Test
  void idIsUnknownAfterHalfAMinuteOfDenials() {
    pending("does not know id 77");
    clock.move(Duration.ofSeconds(29));
    pending("does not know id 77");
    clock.move(Duration.ofSeconds(1));
    unknown();
    assertThat(schemas.waitingFor()).isEmpty();
  }

  @Test
  void answerInBetweenBeginsTheHalfMinuteAnew() {
    pending("does not know id 77");
    clock.move(Duration.ofSeconds(20));
    registry.failure = new RestClientException("no server", 503, 50301);
    pending("answers HTTP 503");
    registry.failure = registry.denial;
    clock.move(Duration.ofSeconds(20));
    pending("does not know id 77");
    clock.move(Duration.ofSeconds(29));
    pending("does not know id 77");
    clock.move(Duration.ofSeconds(1));
    unknown();
  }

  @Test
  void denialsLongAgoDoNotCount() {
    pending("does not know id 77");
    clock.move(Duration.ofHours(1));
    pending("does not know id 77");
  }

  @Test
  void registryThatKnowsNothingOfOursIsWaitedForHoweverLong() {
    registry.knowsOurs = false;
    for (int i = 0; i < 100; i++) {
      pending("does not know our subject odds.events-value either: is EV_SCHEMA_REGISTRY_URL");
      clock.move(Duration.ofSeconds(25));
    }
    registry.knowsOurs = true;
    pending("does not know id 77");
  }

  @Test
  void refusedCredentialAndSilenceAreWaitedFor() {
    registry.failure = new RestClientException("Unauthorized", 401, 401);
    pending("answers HTTP 401");
    registry.failure = new RestClientException("<html>", 404, 50005);
    pending("answers HTTP 404");
    registry.failure = new IOException("Connection refused");
    pending("cannot be reached");
    clock.move(Duration.ofHours(1));
    pending("cannot be reached");

    registry.failure = null;
    assertThat(schemas.find(ID)).isEqualTo(OddsEvent.getClassSchema());
    assertThat(schemas.waitingFor()).isEmpty();
  }

  @Test
  void brokenIdIsNotAskedForAgainAndAgain() {
    registry.failure = new IllegalStateException("Invalid schema type JSON");
    for (int i = 0; i < 5; i++) {
      assertThatExceptionOfType(BrokenRecordException.class).isThrownBy(() -> schemas.find(ID));
    }
    assertThat(registry.asked).isEqualTo(1);

    clock.move(Duration.ofSeconds(301));
    registry.failure = null;
    assertThat(schemas.find(ID)).isEqualTo(OddsEvent.getClassSchema());
  }

  @Test
  void unknownIdIsFoundSoonAfterTheRegistryKnowsIt() {
    pending("does not know id 77");
    clock.move(Duration.ofSeconds(30));
    unknown();
    schemas.askAgain();
    registry.failure = null;
    unknown();

    clock.move(Duration.ofSeconds(2));
    schemas.askAgain();
    assertThat(schemas.find(ID)).isEqualTo(OddsEvent.getClassSchema());
  }

  @Test
  void serverThatIsNoRegistryIsWaitedFor() {
    registry.failure = new NullPointerException("no schema in the answer");
    registry.knowsOurs = false;
    pending("does not know our subject");
  }

  @Test
  void manyDeniedIdsAreAskedForTogetherAndHoldUpNobody() {
    for (int id = 1; id <= 50; id++) {
      setAside(id);
    }
    // Five in a second are asked for at once; the others wait for the next turn.
    assertThat(registry.asked).isEqualTo(5);
    schemas.askAgain();
    assertThat(registry.asked).isEqualTo(55);
    for (int second = 0; second < 30; second++) {
      setAside(50);
      clock.move(Duration.ofSeconds(1));
      schemas.askAgain();
    }
    for (int id = 1; id <= 50; id++) {
      int denied = id;
      assertThatExceptionOfType(BrokenRecordException.class)
          .isThrownBy(() -> schemas.findUnlessDenied(denied))
          .satisfies(
              broken ->
                  assertThat(broken.reason())
                      .isEqualTo(BrokenRecordException.Reason.UNKNOWN_SCHEMA));
    }
    int asked = registry.asked;
    schemas.askAgain();
    assertThat(registry.asked).isEqualTo(asked); // nothing is left to ask for
  }

  /** Half a minute for all of them, not for each. */
  @Test
  void fiftyUnknownIdsAreDecidedWithinOneWaitAndNoReaderWaits() {
    for (int second = 0; second <= 31; second++) {
      for (int id = 1; id <= 50; id++) {
        notYet(id, second > 30);
      }
      schemas.askAgain();
      clock.move(Duration.ofSeconds(1));
    }
    assertThat(schemas.openQuestions()).isZero();
  }

  private void notYet(int id, boolean decided) {
    assertThatExceptionOfType(decided ? BrokenRecordException.class : SchemaPendingException.class)
        .isThrownBy(() -> schemas.findNow(id));
  }

  @Test
  void silentRegistryIsAskedOnceHoweverManyIdsThereAre() {
    registry.failure = new IOException("Connection refused");
    for (int id = 1; id <= 50; id++) {
      notYet(id, false);
    }
    assertThat(registry.asked).isEqualTo(1);

    registry.failure = null;
    schemas.askAgain();
    assertThat(schemas.findNow(50)).isEqualTo(OddsEvent.getClassSchema());
    assertThat(schemas.openQuestions()).isZero();
  }

  @Test
  void deniedIdIsFoundOnceTheRegistryKnowsIt() {
    setAside(ID);
    registry.failure = null;
    schemas.askAgain();
    assertThat(schemas.findUnlessDenied(ID)).isEqualTo(OddsEvent.getClassSchema());
  }

  @Test
  void silentRegistryIsWaitedForAndDeniesNothing() {
    registry.failure = new IOException("Connection refused");
    assertThatExceptionOfType(SchemaPendingException.class)
        .isThrownBy(() -> schemas.findUnlessDenied(ID))
        .satisfies(pending -> assertThat(pending.denied()).isFalse());
    registry.failure = registry.denial;
    registry.knowsOurs = false;
    assertThatExceptionOfType(SchemaPendingException.class)
        .isThrownBy(() -> schemas.findUnlessDenied(ID))
        .satisfies(pending -> assertThat(pending.denied()).isFalse());
  }

  private void setAside(int id) {
    assertThatExceptionOfType(SchemaPendingException.class)
        .isThrownBy(() -> schemas.findUnlessDenied(id))
        .satisfies(pending -> assertThat(pending.denied()).isTrue());
  }

  private void pending(String why) {
    assertThatExceptionOfType(SchemaPendingException.class)
        .isThrownBy(() -> schemas.find(ID))
        .withMessageContaining(why)
        .satisfies(pending -> assertThat(pending.schemaId()).isEqualTo(ID));
  }

  private void unknown() {
    assertThatExceptionOfType(BrokenRecordException.class)
        .isThrownBy(() -> schemas.find(ID))
        .satisfies(
            broken ->
                assertThat(broken.reason()).isEqualTo(BrokenRecordException.Reason.UNKNOWN_SCHEMA));
  }

  private static final class Answers extends MockSchemaRegistryClient {
    private final Exception denial = new RestClientException("Schema not found", 404, 40403);
    private Exception failure = denial;
    private boolean knowsOurs = true;
    private int asked;

    @Override
    public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
      asked++;
      if (failure instanceof IOException io) {
        throw io;
      }
      if (failure instanceof RestClientException rest) {
        throw rest;
      }
      if (failure instanceof RuntimeException unreadable) {
        throw unreadable;
      }
      return new AvroSchema(OddsEvent.getClassSchema());
    }

    @Override
    public List<Integer> getAllVersions(String subject) throws IOException, RestClientException {
      if (!knowsOurs) {
        throw new RestClientException("Subject not found", 404, 40401);
      }
      return List.of(1);
    }
  }
}
