package io.betintel.ev.fit;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.Shape;
import io.betintel.ev.feed.FeedFile;
import io.betintel.ev.feed.FeedFileException;
import io.betintel.ev.feed.FeedProblem;
import io.betintel.ev.market.Line;
import io.betintel.ev.market.MarketBook;
import io.betintel.ev.market.Quote;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.odds.MarketId;
import io.betintel.ev.odds.MarketSnapshot;
import io.betintel.ev.pricing.MarginMethod;
import io.betintel.ev.pricing.Removal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The ladders of feed files. Several files may hold snapshots of one event: what was observed at
 * one time is a ladder, for prices of different times do not belong together.
 */
public final class LadderFiles {
  private static final Comparator<QuotedPoint> ORDER =
      Comparator.comparing(QuotedPoint::bookmaker).thenComparing(QuotedPoint::threshold);

  private final List<String> files = new ArrayList<>();
  private final List<FeedProblem> problems = new ArrayList<>();
  private final SortedMap<MarketId, SortedMap<Instant, MarketBook>> books = new TreeMap<>();

  /**
   * Reads files; what cannot be read is a problem, and the rest is used.
   *
   * @param reader throws {@link FeedFileException} if nothing of a file can be used
   */
  public void add(List<Path> paths, Function<Path, FeedFile> reader) {
    for (Path path : paths) {
      files.add(String.valueOf(path.getFileName()));
      try {
        FeedFile file = reader.apply(path);
        problems.addAll(file.problems());
        for (MarketSnapshot snapshot : file.snapshots()) {
          books
              .computeIfAbsent(snapshot.marketId(), market -> new TreeMap<>())
              .computeIfAbsent(snapshot.observedAt(), at -> new MarketBook(snapshot.marketId()))
              .apply(snapshot);
        }
      } catch (FeedFileException e) {
        problems.add(FeedProblem.ofFile(path.toString(), e.getMessage()));
      }
    }
  }

  public List<String> files() {
    return files;
  }

  public List<FeedProblem> problems() {
    return problems;
  }

  /**
   * The ladders by group.
   *
   * @param shapes how a bet type's outcomes pair into lines; empty if the type is unknown
   * @param settings of a bet type: its family, method and limits
   */
  SortedMap<LadderGroup, List<QuotedLadder>> ladders(
      Function<BetType, Optional<Shape>> shapes, Function<BetType, BetTypeSettings> settings) {
    SortedMap<LadderKey, List<QuotedPoint>> points = new TreeMap<>();
    books.forEach(
        (market, moments) -> {
          Shape shape = shapes.apply(market.betType()).orElse(Shape.VARIOUS);
          BetTypeSettings its = settings.apply(market.betType());
          if (its.ladder().family() != null
              && (shape == Shape.OVER_UNDER || shape == Shape.SPREAD)) {
            moments.forEach(
                (at, book) ->
                    book.lines(shape).values().forEach(line -> add(points, line, at, its)));
          }
        });
    SortedMap<LadderGroup, List<QuotedLadder>> ladders = new TreeMap<>();
    points.forEach(
        (key, its) -> {
          its.sort(ORDER);
          ladders
              .computeIfAbsent(key.group(), group -> new ArrayList<>())
              .add(new QuotedLadder(key, its));
        });
    return ladders;
  }

  private static void add(
      Map<LadderKey, List<QuotedPoint>> points, Line line, Instant at, BetTypeSettings settings) {
    if (line.point() == null || line.fit() != Line.Fit.WHOLE) {
      return;
    }
    LadderKey key =
        new LadderKey(
            new LadderGroup(settings.ladder().family(), line.event().sportKey()),
            line.event().id(),
            line.description() == null ? "" : line.description(),
            at);
    List<QuotedPoint> quoted = points.computeIfAbsent(key, k -> new ArrayList<>());
    for (Quote quote : line.quotes()) {
      quoted.add(point(line, quote, settings));
    }
  }

  private static QuotedPoint point(Line line, Quote quote, BetTypeSettings settings) {
    double threshold = line.shape() == Shape.SPREAD ? 0 - line.point() : line.point();
    Duration age = Duration.between(quote.lastUpdate(), line.marketTime());
    double above = Double.NaN;
    if (quote.complete()
        && age.compareTo(settings.referenceAge()) <= 0
        && MarginMethod.of(settings.method()).remove(quote.odds()) instanceof Removal.Fair fair) {
      above = fair.probability(0);
    }
    return new QuotedPoint(quote.bookmaker(), threshold, quote.price(0), quote.price(1), above);
  }
}
