package io.betintel.bench.system;

/** How far a program has come, in records. */
@FunctionalInterface
public interface Counted {
  /** Records that have ended, as the program counts them. */
  Counted ENDED = scrape -> (long) scrape.sum(Scrape.ENDED);

  /** Those of them whose lines both sinks have read: the slower sink decides. */
  Counted STORED =
      scrape -> {
        String read = "ev_sink_records_read_total{";
        double published = scrape.sum(Scrape.PUBLISHED);
        double slower =
            Math.min(scrape.sum(read, "sink=\"postgres\""), scrape.sum(read, "sink=\"redis\""));
        double share = published == 0 ? 0 : Math.min(1, slower / published);
        return (long) (share * scrape.sum(Scrape.ENDED));
      };

  long in(Scrape scrape);
}
