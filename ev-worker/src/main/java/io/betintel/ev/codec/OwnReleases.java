package io.betintel.ev.codec;

import io.betintel.ev.priced.PricedLine;
import io.betintel.ev.schemas.Contract;
import io.betintel.ev.schemas.Release;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads lines whose schema id means nothing or something else in the registry, such as one that was
 * lost and restored: by the releases of this project, because only workers write lines. A release
 * fits if it takes every byte and its line is valid. For one thread.
 */
final class OwnReleases {
  /** The newest first. */
  private final List<OtherSchema> releases = new ArrayList<>();

  private final DirectLineReader ours;

  /**
   * @param ours reads lines of this build's schema
   */
  OwnReleases(DirectLineReader ours) {
    this.ours = ours;
  }

  /** Null if no release fits. */
  PricedLine read(byte[] value, int start) {
    if (releases.isEmpty()) {
      for (Release release : Contract.pricedLine().releases()) {
        releases.add(0, new OtherSchema(release.schema()));
      }
    }
    for (OtherSchema release : releases) {
      try {
        return ours.require(release.toOurs(value, start), 0);
      } catch (IOException | RuntimeException e) {
        // bytes of another release may fail in any way: the next one is tried
      }
    }
    return null;
  }
}
