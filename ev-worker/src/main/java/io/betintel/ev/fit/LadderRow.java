package io.betintel.ev.fit;

/**
 * How ladders change a family in one sport.
 *
 * @param offers prices in the files
 * @param before of them, how many references value at the very point
 * @param after how many with a ladder
 * @param hasModel whether the family has a model for the sport
 */
public record LadderRow(
    LadderGroup group,
    int ladders,
    int offers,
    int before,
    int after,
    boolean hasModel,
    Quality quality) {

  public double shareBefore() {
    return (double) before / offers;
  }

  public double shareAfter() {
    return (double) after / offers;
  }
}
