package io.openoms.spi.endpoint;

import io.openoms.spi.Endpoint;
import io.openoms.spi.precheck.EndpointUse;
import java.util.List;

/**
 * Makes endpoints of some types from the values of their options. A connector names its provider in
 * {@code META-INF/services}, so that {@link EndpointTypes} finds it. Stateless; thread-safe.
 * Nothing blocks, and nothing connects.
 */
public interface EndpointProvider {

  /** The types, also those that are planned. */
  List<EndpointType> types();

  /**
   * The options of a type in one use, in the order in which a form shows them.
   *
   * @param type the name of one of {@link #types()}
   */
  List<EndpointOption<?>> options(String type, EndpointUse use);

  /**
   * Makes an endpoint. What is wrong with the values together is a fault of the endpoint ({@link
   * Endpoint#faults()}), not an exception.
   *
   * @param type the name of one of {@link #types()}, which can be used so
   * @param values what the caller has set; every required option is among them
   * @throws IllegalArgumentException when there is no such type, or it cannot be used so
   */
  Endpoint create(String type, EndpointUse use, EndpointValues values);
}
