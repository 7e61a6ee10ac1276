package io.betintel.ev.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects what an audit finds; of each kind of difference it keeps some and counts all. */
final class Findings {
  private final int mostOfAKind;
  private final Map<DifferenceKind, Long> differences = new EnumMap<>(DifferenceKind.class);
  private final Map<Unjudged, Long> unjudged = new EnumMap<>(Unjudged.class);
  private final Map<RecordEnd, Long> records = new EnumMap<>(RecordEnd.class);
  private final Map<DifferenceKind, List<Difference>> kept = new EnumMap<>(DifferenceKind.class);
  private long lines;
  private long rows;
  private long entries;
  private long quotes;

  /**
   * @param mostOfAKind how many differences of each kind are kept
   */
  Findings(int mostOfAKind) {
    this.mostOfAKind = mostOfAKind;
  }

  void add(Difference difference) {
    differences.merge(difference.kind(), 1L, Long::sum);
    List<Difference> some = kept.computeIfAbsent(difference.kind(), kind -> new ArrayList<>());
    if (some.size() < mostOfAKind) {
      some.add(difference);
    }
  }

  /** Whether another difference of the kind would be kept: if not, it need not be explained. */
  boolean keeps(DifferenceKind kind) {
    return kept.getOrDefault(kind, List.of()).size() < mostOfAKind;
  }

  void unjudged(Unjudged why) {
    unjudged.merge(why, 1L, Long::sum);
  }

  void ended(RecordEnd end) {
    records.merge(end, 1L, Long::sum);
  }

  void judgedLines(long count) {
    lines += count;
  }

  void judgedRow() {
    rows++;
  }

  void judgedEntry() {
    entries++;
  }

  void judgedQuotes() {
    quotes++;
  }

  /** Adds those of a pass. */
  void add(Findings pass) {
    pass.differences.forEach((kind, count) -> differences.merge(kind, count, Long::sum));
    pass.kept.forEach(
        (kind, some) -> {
          List<Difference> all = kept.computeIfAbsent(kind, k -> new ArrayList<>());
          some.stream().limit(Math.max(0, mostOfAKind - all.size())).forEach(all::add);
        });
    pass.unjudged.forEach((why, count) -> unjudged.merge(why, count, Long::sum));
    pass.records.forEach((end, count) -> records.merge(end, count, Long::sum));
    lines += pass.lines;
    rows += pass.rows;
    entries += pass.entries;
    quotes += pass.quotes;
  }

  AuditReport report(AuditScope scope) {
    List<Difference> all = new ArrayList<>();
    kept.values().forEach(all::addAll);
    return new AuditReport(
        scope,
        records,
        new AuditReport.Judged(lines, quotes, rows, entries),
        unjudged,
        differences,
        all);
  }
}
