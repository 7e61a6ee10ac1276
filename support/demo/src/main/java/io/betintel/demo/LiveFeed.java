package io.betintel.demo;

import io.betintel.ev.codec.OddsEventEncoder;
import io.betintel.ev.feed.OddsEventProducer;
import io.betintel.ev.feed.OddsTopic;
import io.betintel.ev.feed.Pace;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.odds.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.Producer;

/** Sends all quotes of the files again and again, in a new order each time, on its own thread. */
final class LiveFeed implements AutoCloseable {
  private final List<LiveFile> files;
  private final PriceSteps steps;
  private final Options options;
  private final Clock clock;
  private final Producer<byte[], byte[]> client;
  private final OddsEventProducer producer;
  private final Thread thread = new Thread(this::run, "live-feed");
  private final ReentrantLock sending = new ReentrantLock();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong simulated = new AtomicLong();
  private final AtomicLong notSent = new AtomicLong();
  private final AtomicLong pass = new AtomicLong();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  /**
   * @param perSecond the most quotes a second
   */
  record Options(double perSecond, long seed) {}

  /**
   * The progress so far.
   *
   * @param pass the current pass, from 1
   * @param sent quotes
   * @param simulated how many of them have a simulated price
   * @param notSent quotes of bet types that the registry's schema lacks
   */
  record Progress(long pass, long sent, long simulated, long notSent) {}

  private record Quote(MarketSnapshot real, Instant start) {}

  LiveFeed(
      List<LiveFile> files,
      PriceSteps steps,
      Options options,
      OddsTopic topic,
      int partitions,
      OddsEventEncoder encoder,
      Clock clock) {
    this.files = List.copyOf(files);
    this.steps = steps;
    this.options = options;
    this.clock = clock;
    this.client = topic.open();
    this.producer = new OddsEventProducer(client, topic.name(), partitions, "demo", encoder);
  }

  LiveFeed start() {
    thread.start();
    return this;
  }

  /**
   * @throws RuntimeException the failure that ended the feed, if one did
   */
  Progress progress() {
    if (failure.get() != null) {
      throw failure.get();
    }
    return new Progress(pass.get(), sent.get(), simulated.get(), notSent.get());
  }

  /** Looks at something while nothing is sent, and everything that was sent is in Kafka. */
  interface Look<T> {
    T at(Progress progress) throws InterruptedException;
  }

  /**
   * @throws RuntimeException the failure that ended the feed, if one did
   */
  <T> T paused(Look<T> look) throws InterruptedException {
    sending.lockInterruptibly();
    try {
      client.flush();
      return look.at(progress());
    } finally {
      sending.unlock();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close(Duration.ofSeconds(1)); // losing the last quotes does no harm
  }

  private void run() {
    Pace pace = Pace.of(options.perSecond(), clock);
    Random order = new Random(options.seed());
    try {
      for (int number = 0; ; number++) {
        pass.set(number + 1L);
        for (Quote quote : shuffled(order)) {
          pace.await();
          sending.lockInterruptibly();
          try {
            send(quote, number);
          } finally {
            sending.unlock();
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }

  private void send(Quote quote, int number) {
    List<Outcome> outcomes = steps.at(quote.real(), number);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (!producer.send(LiveFile.quotedNow(quote.real(), outcomes, quote.start(), now))) {
      notSent.incrementAndGet();
      return;
    }
    sent.incrementAndGet();
    if (!prices(outcomes).equals(prices(quote.real().outcomes()))) {
      simulated.incrementAndGet();
    }
  }

  private List<Quote> shuffled(Random order) {
    // What is in two files is sent once in a pass, and its event has one start.
    Map<LiveFile.Key, Quote> once = new LinkedHashMap<>();
    Map<String, Instant> starts = new HashMap<>();
    Instant now = clock.instant();
    for (LiveFile file : files) {
      for (MarketSnapshot real : file.quotes()) {
        Instant start =
            starts.computeIfAbsent(real.event().id(), unused -> file.start(real.event(), now));
        once.putIfAbsent(LiveFile.Key.of(real), new Quote(real, start));
      }
    }
    List<Quote> quotes = new ArrayList<>(once.values());
    Collections.shuffle(quotes, order);
    return quotes;
  }

  private static List<Double> prices(List<Outcome> outcomes) {
    return outcomes.stream().map(Outcome::price).sorted().toList();
  }
}
