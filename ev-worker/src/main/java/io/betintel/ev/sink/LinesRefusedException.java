package io.betintel.ev.sink;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The store refuses some lines of a batch for what they are; it would take the others. Nothing was
 * written, and no position advanced.
 */
public final class LinesRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Map<VersionedLine, String> reasons;

  /**
   * @param reasons why the store refuses each line, for people; at least one
   */
  public LinesRefusedException(Map<VersionedLine, String> reasons) {
    super(reasons.size() + " lines are refused: " + reasons.values());
    this.reasons = new LinkedHashMap<>(reasons);
  }

  public Map<VersionedLine, String> reasons() {
    return reasons;
  }
}
