package io.betintel.ev.priced;

import io.betintel.ev.bettype.Label;
import io.betintel.ev.priced.Offer.Flag;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * The warnings about an offer: in the order of the constants, then those that only a newer build
 * knows. Immutable. Every set of known flags is one shared object: most offers have none, and every
 * offer of every line has a set.
 */
@SuppressWarnings("EnumOrdinal") // a bit within one process, never stored or sent
public final class OfferFlags extends AbstractSet<Label<Flag>> {
  private static final Flag[] CONSTANTS = Flag.values();
  private static final OfferFlags[] KNOWN = everySet();

  /** No warning. */
  public static final OfferFlags NONE = KNOWN[0];

  private final int bits;
  private final List<Label<Flag>> all;
  private final boolean leaveUsable;
  private final boolean leaveClassed;

  private OfferFlags(int bits, Collection<Label<Flag>> newer) {
    List<Label<Flag>> flags = new ArrayList<>();
    boolean usable = true;
    boolean classed = true;
    for (Flag flag : CONSTANTS) {
      if ((bits & bit(flag)) != 0) {
        flags.add(flag);
        usable &= flag.leavesUsable();
        classed &= flag.leavesClassed();
      }
    }
    flags.addAll(newer);
    this.bits = bits;
    this.all = List.copyOf(flags);
    this.leaveUsable = usable;
    this.leaveClassed = classed;
  }

  /** In any order. */
  public static OfferFlags of(Collection<? extends Label<Flag>> flags) {
    int bits = 0;
    List<Label<Flag>> newer = new ArrayList<>(0);
    for (Label<Flag> flag : flags) {
      if (flag instanceof Flag known) {
        bits |= bit(known);
      } else if (!newer.contains(flag)) {
        newer.add(flag);
      }
    }
    if (newer.isEmpty()) {
      return KNOWN[bits];
    }
    newer.sort(Comparator.comparing(Label::label));
    return new OfferFlags(bits, newer);
  }

  /** These and one more. */
  public OfferFlags with(Flag flag) {
    int more = bits | bit(flag);
    int known = Integer.bitCount(bits);
    return size() == known ? KNOWN[more] : new OfferFlags(more, all.subList(known, size()));
  }

  /** Whether the flag is one of them. */
  public boolean has(Flag flag) {
    return (bits & bit(flag)) != 0;
  }

  /** Whether an offer with these warnings can still be bet on. */
  boolean leaveUsable() {
    return leaveUsable;
  }

  /** Whether an offer with these warnings can have a class and a stake. */
  public boolean leaveClassed() {
    return leaveClassed;
  }

  @Override
  public boolean contains(Object flag) {
    return flag instanceof Flag known ? has(known) : all.contains(flag);
  }

  @Override
  public Iterator<Label<Flag>> iterator() {
    return all.iterator();
  }

  @Override
  public int size() {
    return all.size();
  }

  private static int bit(Flag flag) {
    return 1 << flag.ordinal();
  }

  private static OfferFlags[] everySet() {
    OfferFlags[] sets = new OfferFlags[1 << CONSTANTS.length];
    for (int bits = 0; bits < sets.length; bits++) {
      sets[bits] = new OfferFlags(bits, List.of());
    }
    return sets;
  }
}
