package io.betintel.ev.rehearse;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;

/** A connection that has what runs on it measured. Everything else passes through. */
final class MeteredConnection implements InvocationHandler {
  private final Connection connection;
  private final Meter meter;
  private final MeteredTransaction transaction;

  private MeteredConnection(Connection connection, Meter meter) {
    this.connection = connection;
    this.meter = meter;
    this.transaction = new MeteredTransaction(connection, meter);
  }

  static Connection of(Connection connection, Meter meter) {
    return proxy(Connection.class, new MeteredConnection(connection, meter));
  }

  @Override
  public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
    switch (method.getName()) {
      case "createStatement" -> {
        Statement statement = (Statement) call(connection, method, arguments);
        return proxy(
            Statement.class, (proxy, called, with) -> onStatement(statement, null, called, with));
      }
      case "prepareStatement" -> {
        PreparedStatement statement = (PreparedStatement) call(connection, method, arguments);
        String sql = (String) arguments[0];
        return proxy(
            PreparedStatement.class,
            (proxy, called, with) -> onStatement(statement, sql, called, with));
      }
      case "commit" -> {
        transaction.commit(connection::commit);
        return null;
      }
      case "rollback" -> {
        transaction.rolledBack();
        return call(connection, method, arguments);
      }
      case "setAutoCommit" -> {
        boolean on = (Boolean) arguments[0];
        transaction.commit(() -> connection.setAutoCommit(on));
        return null;
      }
      default -> {
        return call(connection, method, arguments);
      }
    }
  }

  private Object onStatement(Statement statement, String prepared, Method method, Object[] with)
      throws Throwable {
    String sql = prepared;
    if (sql == null && with != null && with.length > 0 && with[0] instanceof String text) {
      sql = text;
    }
    if (sql == null
        || !method.getName().startsWith("execute")
        || !meter.counts(sql, prepared != null)) {
      return call(statement, method, with);
    }
    return transaction.statement(sql, () -> call(statement, method, with));
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            MeteredConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
