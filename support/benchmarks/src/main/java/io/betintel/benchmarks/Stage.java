package io.betintel.benchmarks;

/** What the worker does with one event, in this order. */
public enum Stage {
  /** The record's bytes to a snapshot. */
  DECODE {
    @Override
    Object run(HotPath path, HotPath.Step step) {
      return path.decode(step);
    }
  },
  /** The snapshot enters its market's book and its lines; the copy with a later time counts too. */
  APPLY {
    @Override
    Object run(HotPath path, HotPath.Step step) {
      return path.apply(step);
    }
  },
  /** The lines that the snapshot touches, each with every bookmaker's quotes. */
  LINES {
    @Override
    Object run(HotPath path, HotPath.Step step) {
      return path.lines(step);
    }
  },
  /** The lines to priced lines: fair prices, values, arbitrages, middles. */
  PRICE {
    @Override
    Object run(HotPath path, HotPath.Step step) {
      return path.price(step);
    }
  },
  /** The priced lines to bytes. */
  ENCODE {
    @Override
    Object run(HotPath path, HotPath.Step step) {
      return path.encode(step);
    }
  },
  /** The bytes to priced lines, as every sink does. */
  READ_LINES {
    @Override
    Object run(HotPath path, HotPath.Step step) {
      return path.readLines(step);
    }
  };

  /** Runs the stage for one event. */
  abstract Object run(HotPath path, HotPath.Step step);
}
