package io.betintel.ev.rename;

import io.betintel.ev.catalogue.CatalogueEntry;
import io.betintel.ev.catalogue.CatalogueRow;
import io.betintel.ev.catalogue.Heartbeat;
import io.betintel.ev.catalogue.Served;
import io.betintel.ev.catalogue.StoredCatalogue;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.ops.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is in the way of a rename, before anything is changed. */
final class RenameCheck {
  private RenameCheck() {}

  /** Every reason, each with its remedy; empty if the rename may begin. */
  static List<String> obstacles(
      StoredCatalogue stored, Collection<Heartbeat> live, BetType from, BetType to) {
    List<String> reasons = new ArrayList<>();
    if (from.equals(to)) {
      return List.of("the new name is the old one: give another");
    }
    CatalogueRow old = stored.rows().get(from);
    if (old == null) {
      List<String> known = stored.rows().keySet().stream().map(BetType::symbol).toList();
      reasons.add(
          from
              + ": no_row. The catalogue has no bet type of this name"
              + (known.isEmpty()
                  ? ""
                  : ": did you mean " + NearestName.of(from.symbol(), known) + "?"));
    } else if (old.entry().aliasOf() != null) {
      reasons.add(from + ": alias. It is one of " + old.aliasOf() + ": rename that");
    } else {
      unusable(stored, from).ifPresent(reasons::add);
    }
    CatalogueRow target = stored.rows().get(to);
    // An alias may have no label any more.
    if (target != null && from.equals(target.entry().aliasOf())) {
      reasons.add(to + " is an alias of " + from + " for ever: choose a third name");
    } else if (target != null && target.entry().aliasOf() != null) {
      reasons.add(to + ": alias. It is one of " + target.aliasOf() + ": name that");
    } else if (target == null || !stored.labels().contains(to.symbol())) {
      reasons.add(
          to
              + ": "
              + (target == null ? Served.NO_ROW : Served.NO_LABEL).label()
              + ". Add it first: ev-worker bet-types add "
              + to
              + (old == null ? "" : " --shape " + old.shape())
              + " --db");
    } else {
      unusable(stored, to).ifPresent(reasons::add);
      if (old != null && target.entry().enabled() && !target.shape().equals(old.shape())) {
        reasons.add(
            to
                + " is enabled and has the shape "
                + target.shape()
                + ", "
                + from
                + " has "
                + old.shape()
                + ": set one of them, ev-worker bet-types set NAME shape=SHAPE");
      }
    }
    live.forEach(worker -> earlierBuild(worker).ifPresent(reasons::add));
    return reasons;
  }

  /** Why a worker cannot take part; empty if it can. */
  static Optional<String> earlierBuild(Heartbeat worker) {
    return worker.readsAliases()
        ? Optional.empty()
        : Optional.of(
            "worker "
                + worker.worker()
                + " on "
                + worker.host()
                + " is of the build "
                + worker.build()
                + ", which reads no alias: finish the rollout, or end that worker");
  }

  private static Optional<String> unusable(StoredCatalogue stored, BetType betType) {
    CatalogueEntry entry = stored.rows().get(betType).entry();
    Served served = entry.served();
    return served == Served.NO_LABEL || served == Served.SETTINGS_NOT_UNDERSTOOD
        ? stored.obstacle(betType)
        : Optional.empty();
  }
}
