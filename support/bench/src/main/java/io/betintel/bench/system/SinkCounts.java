package io.betintel.bench.system;

/**
 * What a sink has done since its process began.
 *
 * @param read records of the topic of the lines
 * @param batches how many it wrote
 * @param seconds how long those writes took, all together
 */
public record SinkCounts(double read, double batches, double seconds) {

  /**
   * @param sink {@code postgres} or {@code redis}
   */
  static SinkCounts of(Scrape scrape, String sink) {
    String label = "sink=\"" + sink + '"';
    return new SinkCounts(
        scrape.sum("ev_sink_records_read_total{", label),
        scrape.sum("ev_sink_batch_seconds_count{", label),
        scrape.sum("ev_sink_batch_seconds_sum{", label));
  }

  /** What it has done since an earlier look. */
  public SinkCounts since(SinkCounts earlier) {
    return new SinkCounts(
        read - earlier.read, batches - earlier.batches, seconds - earlier.seconds);
  }

  /** Records in a batch. */
  public double batch() {
    return batches == 0 ? 0 : read / batches;
  }

  public double millisPerBatch() {
    return batches == 0 ? 0 : 1e3 * seconds / batches;
  }
}
