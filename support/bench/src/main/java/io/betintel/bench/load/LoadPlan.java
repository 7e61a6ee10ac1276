package io.betintel.bench.load;

import io.betintel.ev.odds.SportingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The records of a load, in their order: first every bookmaker of every market once, market by
 * market, then quotes of markets and bookmakers drawn at random. For one thread.
 */
final class LoadPlan {
  private static final Duration STARTS_IN = Duration.ofDays(2);
  private static final byte[] BROKEN = "not an odds event".getBytes(StandardCharsets.UTF_8);

  private final LoadSpec spec;
  private final WireWriter writer;
  private final SplittableRandom random;
  private final List<MarketShape> shapes = new ArrayList<>();
  private final List<SportingEvent> events = new ArrayList<>();
  private final int[] firstQuote;
  private final short[] price;
  private int opened;
  private int openedBooks;

  /** Takes records as they come. */
  interface Sink {
    /**
     * @param value null never: broken records are bytes too
     */
    void send(String eventId, byte[] key, long timestamp, byte[] value);
  }

  /**
   * @param like the events of the load look like these, one after the other
   * @param now their events start two days later
   */
  LoadPlan(LoadSpec spec, List<EventShape> like, WireWriter writer, Instant now) {
    this.spec = spec;
    this.writer = writer;
    this.random = new SplittableRandom(spec.seed());
    for (int number = 0; shapes.size() < spec.markets(); number++) {
      EventShape shape = like.get(number % like.size());
      SportingEvent event = event(shape.like(), number, now.plus(STARTS_IN));
      for (MarketShape market : shape.markets()) {
        if (shapes.size() < spec.markets()) {
          shapes.add(market);
          events.add(event);
        }
      }
    }
    this.firstQuote = new int[shapes.size() + 1];
    for (int i = 0; i < shapes.size(); i++) {
      firstQuote[i + 1] = firstQuote[i] + shapes.get(i).books().size();
    }
    this.price = new short[firstQuote[shapes.size()]];
  }

  /** How many records open the markets. */
  long opening() {
    return price.length;
  }

  /** Opening and what follows it. */
  long total() {
    return opening() + spec.records();
  }

  /** Sends the next record as quoted and observed at this time, milliseconds since the epoch. */
  void next(long time, Sink sink) {
    if (opened < shapes.size()) {
      quote(opened, openedBooks, time, sink);
      openedBooks++;
      if (openedBooks == shapes.get(opened).books().size()) {
        opened++;
        openedBooks = 0;
      }
      return;
    }
    int market = random.nextInt(shapes.size());
    int book = random.nextInt(shapes.get(market).books().size());
    if (spec.hostile() > 0 && random.nextDouble() < spec.hostile()) {
      sink.send(events.get(market).id(), key(market), time, BROKEN);
      return;
    }
    if (spec.requotes() == 0 || random.nextDouble() >= spec.requotes()) {
      int at = firstQuote[market] + book;
      price[at] = (short) ((price[at] + 1) % shapes.get(market).books().get(book).prices().size());
    }
    quote(market, book, time, sink);
  }

  private void quote(int market, int number, long time, Sink sink) {
    MarketShape shape = shapes.get(market);
    QuotedBook book = shape.books().get(number);
    SportingEvent event = events.get(market);
    byte[] outcomes = book.prices().get(price[firstQuote[market] + number]);
    sink.send(
        event.id(),
        key(market),
        time,
        writer.event(event, shape.betType(), book.bookmaker(), outcomes, time, null));
  }

  private byte[] key(int market) {
    return shapes.get(market).betType().symbol().getBytes(StandardCharsets.UTF_8);
  }

  /** Ids look like the feeds': 32 hexadecimal digits. */
  private SportingEvent event(SportingEvent like, int number, Instant start) {
    SplittableRandom id = new SplittableRandom(31 * spec.seed() + number);
    return new SportingEvent(
        "%016x%016x".formatted(id.nextLong(), id.nextLong()),
        like.sportKey(),
        start,
        like.homeTeam(),
        like.awayTeam());
  }
}
