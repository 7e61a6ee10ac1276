package io.betintel.ev.audit;

import io.betintel.ev.priced.PricedLine;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Judges one slice at a time; what it finds is of that slice alone. For one thread. */
record AuditPass(
    AuditTargets targets,
    TopicScan scan,
    AuditMoment moment,
    AsideRecords aside,
    OpenTypes types,
    TopicSpan input,
    SliceTags tags,
    Optional<Instant> since,
    Instant at,
    Consumer<String> progress) {

  /**
   * @param began from when on each quote has its record, as the topic is when it is asked
   * @throws Budget.ExceededException if the slice does not fit: nothing of it counts
   */
  void run(Slice slice, Budget budget, Findings findings, Supplier<Optional<Instant>> began) {
    InputLedger ledger =
        new InputLedger(targets, moment, aside, types, slice, tags, budget, findings);
    scan.read(input, ledger::take);
    long horizon = began.get().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE);
    AuditedLines lines = new AuditedLines(targets.lines(), slice, moment.lines(), budget);
    scan.readWithSuccessors(moment.lines(), lines::take);
    lines.begin(scan.required(moment.lines().topic()).from());
    findings.judgedLines(lines.all().size());
    OfferSearch search = new OfferSearch(targets, this::again, lines.isTruncated(), findings);
    new BookCheck(targets, types, findings, search, at.toEpochMilli(), horizon)
        .compare(ledger.books(), lines.markets());
    progress.accept("bets and bet_history");
    new TableCheck(
            targets,
            moment,
            aside,
            types,
            slice,
            findings,
            since.orElse(Instant.EPOCH),
            at.toEpochMilli())
        .compare(lines);
    progress.accept("Redis");
    new CacheCheck(targets, moment, aside, types, slice, findings).compare(lines);
  }

  private Optional<PricedLine> again(AuditedLine line) {
    return scan.at(targets.topics().lines(), line.partition(), line.offset())
        .filter(record -> record.value() != null)
        .map(record -> targets.lines().apply(record.value()));
  }
}
