package io.betintel.ev.rollout;

import io.betintel.ev.catalogue.LabelTable;
import io.betintel.ev.migrations.NewBetType;
import io.betintel.ev.odds.BetType;
import io.betintel.ev.restructure.RestructureTable;
import io.betintel.ev.restructure.UnderWay;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Adds labels and nothing else, to a database that receives its rows from another one by logical
 * replication. Needs no table, so that a subscriber may have any of them.
 */
public final class LabelAddition {
  private final RolloutTurn turn;
  private final Connection connection;

  /**
   * @param turn of the subscriber, not of the publisher
   */
  public LabelAddition(RolloutTurn turn) {
    this.turn = turn;
    this.connection = turn.connection();
  }

  /**
   * @param dryRun whether only to say what would be added
   * @return the labels that were missing before
   * @throws RefusedException if a label differs from an existing one only by case or underscores,
   *     the database has no such enum, a restructure is under way, or a lock is held for too long
   */
  public List<String> add(List<String> names, boolean dryRun)
      throws SQLException, RefusedException, InterruptedException {
    Set<String> there = LabelTable.all(connection);
    if (there.isEmpty()) {
      throw new RefusedException(
          "Nothing was changed: the database has no type bet_type_enum. A subscriber gets it with"
              + " the tables, before it subscribes: ev-worker migrate");
    }
    Optional<UnderWay> underWay = new RestructureTable(connection).open();
    if (underWay.isPresent()) {
      throw new RefusedException("Nothing was changed. " + LiveAddition.lost(underWay.get()));
    }
    refuseNearDuplicates(names, there);
    List<String> missing = names.stream().filter(name -> !there.contains(name)).toList();
    if (!dryRun) {
      turn.whileLocked(
          () -> {
            addOnce(missing);
            return missing;
          });
    }
    return missing;
  }

  private static void refuseNearDuplicates(List<String> names, Set<String> there)
      throws RefusedException {
    List<String> reasons = new ArrayList<>();
    for (String name : names) {
      there.stream()
          .filter(label -> !label.equals(name))
          .filter(label -> BetType.likeness(label).equals(BetType.likeness(name)))
          .forEach(
              label ->
                  reasons.add(
                      name
                          + " differs only by case or underscores from the label "
                          + label
                          + ", which the database has"));
    }
    if (!reasons.isEmpty()) {
      throw new RefusedException("Nothing was changed: " + String.join("; ", reasons));
    }
  }

  private void addOnce(List<String> names) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(NewBetType.LOCK_TIMEOUT);
      for (String name : names) {
        statement.execute(NewBetType.labelStatement(name));
      }
      connection.commit();
    } catch (SQLException e) {
      RolloutTurn.rollBack(connection, e);
      throw e;
    } finally {
      if (!connection.isClosed()) {
        connection.setAutoCommit(true);
      }
    }
  }
}
