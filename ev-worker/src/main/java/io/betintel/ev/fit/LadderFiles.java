package io.betintel.ev.fit;

import io.betintel.ev.bettype.BetTypeSettings;
import io.betintel.ev.bettype.Method;
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
import io.betintel.ev.odds.Outcome;
import io.betintel.ev.pricing.MarginMethod;
import io.betintel.ev.pricing.Removal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The ladders of feed files. Several files may hold snapshots of one event: a bookmaker's newest
 * quote of a market counts.
 */
public final class LadderFiles {
  private static final Comparator<QuotedPoint> ORDER =
      Comparator.comparing(QuotedPoint::bookmaker).thenComparing(QuotedPoint::threshold);

  private final List<String> files = new ArrayList<>();
  private final List<FeedProblem> problems = new ArrayList<>();
  private final SortedMap<MarketId, MarketBook> books = new TreeMap<>();

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
          books.computeIfAbsent(snapshot.marketId(), MarketBook::new).apply(snapshot);
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
        (market, book) -> {
          Shape shape = shapes.apply(market.betType()).orElse(Shape.VARIOUS);
          BetTypeSettings its = settings.apply(market.betType());
          String family = its.ladder().family();
          if (family == null || (shape != Shape.OVER_UNDER && shape != Shape.SPREAD)) {
            return;
          }
          for (Line line : book.lines(shape).values()) {
            if (line.point() != null && line.fit() == Line.Fit.WHOLE) {
              LadderKey key =
                  new LadderKey(
                      new LadderGroup(family, line.event().sportKey()),
                      line.event().id(),
                      line.description() == null ? "" : line.description());
              List<QuotedPoint> quoted = points.computeIfAbsent(key, k -> new ArrayList<>());
              line.quotes().forEach(quote -> quoted.add(point(line, shape, quote, its.method())));
            }
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

  private static QuotedPoint point(Line line, Shape shape, Quote quote, Method method) {
    double threshold = shape == Shape.SPREAD ? 0 - line.point() : line.point();
    double above = Double.NaN;
    if (quote.complete()
        && MarginMethod.of(method).remove(quote.odds()) instanceof Removal.Fair fair) {
      above = fair.probability(0);
    }
    return new QuotedPoint(
        quote.snapshot().bookmaker(),
        threshold,
        price(quote.sides().get(0)),
        price(quote.sides().get(1)),
        above);
  }

  private static double price(Outcome outcome) {
    return outcome == null ? Double.NaN : outcome.price();
  }
}
