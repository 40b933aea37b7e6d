package io.openoms.jdbc.mysql.traits;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The products of the family that are on the class path. Thread-safe. */
public final class Products {

  private static final List<ProductTraits> INSTALLED =
      ServiceLoader.load(ProductTraits.class, ProductTraits.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private Products() {}

  /**
   * The product of a server.
   *
   * @param version what the server's {@code VERSION()} says
   * @param like the product that a server is treated like when the module of its own product is not
   *     on the class path; its name is another one then
   */
  public static ProductTraits of(String version, ProductTraits like) {
    return installed(version).orElseGet(() -> new UnknownProduct(like));
  }

  private static Optional<ProductTraits> installed(String version) {
    return INSTALLED.stream()
        .filter(product -> product.mark().filter(version::contains).isPresent())
        .findFirst()
        .or(() -> INSTALLED.stream().filter(product -> product.mark().isEmpty()).findFirst());
  }
}
