package io.betintel.ev.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.betintel.ev.avro.OddsEvent;
import io.betintel.ev.codec.AvroRuntime;
import io.betintel.ev.codec.OddsEventDecoder;
import io.betintel.ev.codec.OddsEventEncoder;
import io.betintel.ev.codec.Topics;
import io.betintel.ev.codec.WriterSchemas;
import io.betintel.ev.odds.Bookmaker;
import io.betintel.ev.odds.MarketSnapshot;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the driver relies on, of every polled feed: each is driven by the same {@link FeedPoll}. */
public abstract class PolledFeedContract {
  /** When every answer is observed. */
  protected static final Instant NOW = Instant.parse("2024-03-21T14:12:00Z");

  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final MockProducer<byte[], byte[]> kafka =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private FeedPoll poll;

  /** One bookmaker's prices of both sides of one market; a price of 0 is unusable. */
  protected record Quote(String bookmaker, Instant lastUpdate, double home, double away) {}

  /** The feed, which asks the source that the other methods prepare. */
  protected abstract PolledFeed feed(Clock clock) throws Exception;

  /** What the source says from now on. */
  protected abstract void quotes(List<Quote> quotes) throws Exception;

  /** The source answers no question any more, and no repetition helps. */
  protected abstract void refuses() throws Exception;

  @BeforeEach
  final void open() throws Exception {
    AvroRuntime.prepare();
    registry.register(Topics.ODDS_EVENTS_SUBJECT, new AvroSchema(OddsEvent.getClassSchema()));
    poll =
        new FeedPoll(
            feed(clock),
            new OddsEventProducer(
                kafka, "odds.events", 6, "contract", OddsEventEncoder.latest(registry)),
            PollState.inMemory(),
            new MissingQuotes(2, Duration.ZERO),
            clock,
            clock);
  }

  @Test
  final void everyQuoteIsSentAtTheTimeOfItsAnswer() throws Exception {
    quotes(List.of(quote("fanduel", 5, 1.9), quote("betmgm", 9, 1.8)));

    FeedPoll.Result result = poll.poll();

    assertThat(result.summary().produced()).isEqualTo(2);
    assertThat(result.summary().problems()).isEmpty();
    assertThat(result.end()).isNull();
    assertThat(kafka.history())
        .hasSize(2)
        .allSatisfy(record -> assertThat(record.timestamp()).isEqualTo(NOW.toEpochMilli()));
  }

  @Test
  final void onlyWhatHasChangedIsSentAgain() throws Exception {
    quotes(List.of(quote("fanduel", 9, 1.9), quote("betmgm", 9, 1.8)));
    poll.poll();
    quotes(List.of(quote("fanduel", 9, 1.9), quote("betmgm", 5, 1.7)));

    FeedPoll.Result again = poll.poll();

    assertThat(again.unchanged()).isEqualTo(1);
    assertThat(again.summary().produced()).isEqualTo(1);
  }

  @Test
  final void laterQuoteOfABookmakerThatIsThereTwiceWins() throws Exception {
    quotes(List.of(quote("fanduel", 5, 1.9), quote("fanduel", 9, 1.7)));

    assertThat(poll.poll().summary().produced()).isEqualTo(1);
    quotes(List.of(quote("fanduel", 5, 1.9)));
    assertThat(poll.poll().unchanged()).as("a quote made five seconds ago was sent").isEqualTo(1);
  }

  @Test
  final void unusableQuoteIsReportedAndTheOthersAreSent() throws Exception {
    quotes(List.of(quote("fanduel", 5, 0), quote("betmgm", 5, 1.8)));

    FeedPoll.Result result = poll.poll();

    assertThat(result.summary().rows(FeedProblem.Kind.PRICE))
        .singleElement()
        .asString()
        .contains("fanduel");
    assertThat(sent())
        .filteredOn(snapshot -> !snapshot.isSuspension())
        .extracting(MarketSnapshot::bookmaker)
        .containsExactly(new Bookmaker("betmgm"));
  }

  @Test
  final void whatTwoWholeAnswersLackIsSuspendedOnce() throws Exception {
    quotes(List.of(quote("fanduel", 9, 1.9), quote("betmgm", 9, 1.8)));
    poll.poll();
    quotes(List.of(quote("betmgm", 9, 1.8)));

    assertThat(poll.poll().summary().produced()).as("one answer may be broken").isZero();
    FeedPoll.Result second = poll.poll();
    FeedPoll.Result third = poll.poll();

    assertThat(second.summary().files().get(0).suspensions()).isEqualTo(1);
    assertThat(third.summary().produced()).isZero();
    MarketSnapshot suspension = sent().get(2);
    assertThat(suspension.isSuspension()).isTrue();
    assertThat(suspension.bookmaker()).isEqualTo(new Bookmaker("fanduel"));
    assertThat(suspension.event()).isEqualTo(sent().get(0).event());
    assertThat(suspension.lastUpdate())
        .as("it ends this quote, not a later one of another producer")
        .isEqualTo(NOW.minusSeconds(9).plusMillis(1));
    assertThat(suspension.observedAt()).isEqualTo(NOW);
  }

  @Test
  final void quoteThatWasSuspendedReturnsThoughTheSourceDatesItAsBefore() throws Exception {
    quotes(List.of(quote("fanduel", 9, 1.9), quote("betmgm", 9, 1.8)));
    poll.poll();
    quotes(List.of(quote("betmgm", 9, 1.8)));
    poll.poll();
    poll.poll();
    quotes(List.of(quote("fanduel", 9, 1.9), quote("betmgm", 9, 1.8)));

    FeedPoll.Result back = poll.poll();

    assertThat(back.summary().produced()).isEqualTo(1);
    assertThat(sent().get(3).outcomes()).hasSize(2);
    assertThat(sent().get(3).lastUpdate())
        .as("later than its suspension")
        .isEqualTo(NOW.minusSeconds(9).plusMillis(2));
    assertThat(poll.poll().summary().produced()).isZero();
  }

  @Test
  final void quoteThatReturnsInTimeIsNotSuspended() throws Exception {
    List<Quote> both = List.of(quote("fanduel", 9, 1.9), quote("betmgm", 9, 1.8));
    quotes(both);
    poll.poll();
    for (int i = 0; i < 3; i++) {
      quotes(List.of(quote("betmgm", 9, 1.8)));
      poll.poll();
      quotes(both);
      poll.poll();
    }

    assertThat(sent()).hasSize(2);
  }

  @Test
  final void sourceThatRefusesEndsThePollsAndSaysWhy() throws Exception {
    refuses();
    List<FeedPoll.Result> results = new ArrayList<>();

    Optional<String> end = poll.run(Duration.ZERO, new PollStop(), results::add);

    assertThat(end).hasValueSatisfying(why -> assertThat(why).isNotBlank());
    assertThat(results).hasSize(1);
    assertThat(kafka.history()).isEmpty();
  }

  private List<MarketSnapshot> sent() {
    OddsEventDecoder decoder =
        new OddsEventDecoder(
            new WriterSchemas(registry, clock, Duration.ZERO, Duration.ofSeconds(1)),
            Duration.ofMinutes(1));
    return kafka.history().stream()
        .map(record -> decoder.decode(record.key(), record.value(), record.timestamp()))
        .toList();
  }

  private static Quote quote(String bookmaker, int secondsAgo, double home) {
    return new Quote(bookmaker, NOW.minusSeconds(secondsAgo), home, 2.0);
  }
}
