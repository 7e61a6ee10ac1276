package io.betintel.localstack;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link LocalStack} as a parameter, or one of its servers, such as {@link
 * PostgresServer}, to those that need no other. One stack serves this JVM: a server starts, empty,
 * when first asked for and ends with the JVM, so tests keep apart by their own topics, databases
 * and subjects. Its logs are in {@code target/local-stack}, or where the system property {@code
 * local-stack.directory} says: JVMs that test at the same time need one each.
 *
 * <p>Not the store of a test run, which closes what it holds at the run's end: to Surefire each
 * class is a run of its own, and to start the servers for each took a quarter of the tests'
 * processor time.
 */
public final class LocalStackExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(LocalStackExtension.class);

  private static LocalStack ofThisJvm;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    return type == LocalStack.class || Server.class.isAssignableFrom(type);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    Store store = test.getRoot().getStore(NAMESPACE);
    LocalStack stack = ofThisJvm();
    List<Server> wanted =
        stack.servers().stream()
            .filter(server -> type == LocalStack.class || type.isInstance(server))
            .toList();
    // Only once in a run: a test that stops a server starts it again.
    List<Server> first =
        wanted.stream().filter(server -> store.get(server.getClass()) == null).toList();
    stack.start(first.stream().filter(server -> !server.process().running()).toList());
    first.forEach(server -> store.put(server.getClass(), server));
    return type == LocalStack.class ? stack : wanted.get(0);
  }

  /** Another one if a server did not start, which closes the stack. */
  private static synchronized LocalStack ofThisJvm() {
    if (ofThisJvm == null || ofThisJvm.isClosed()) {
      ofThisJvm =
          LocalStack.prepareEmpty(
              Path.of(System.getProperty("local-stack.directory", "target/local-stack")));
    }
    return ofThisJvm;
  }

  /** Ends all servers, for a class loader that ends before its JVM does. */
  public static synchronized void close() {
    if (ofThisJvm != null) {
      ofThisJvm.close();
    }
  }
}
