/** From checked tables to {@link dev.nines.model.spec.Design}: variants, what must agree across a file, building. */
package dev.nines.scenario.design;
