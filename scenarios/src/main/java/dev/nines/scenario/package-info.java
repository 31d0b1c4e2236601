/**
 * The scenario language: a YAML file becomes checked {@link dev.nines.model.spec.Design designs}, or a list of all that
 * is wrong with it.
 *
 * <p>{@link dev.nines.scenario.ScenarioReader} reads; {@link dev.nines.scenario.WorkedDesigns} finds the designs that
 * come with Nines; {@link dev.nines.scenario.problem.Problem} says what is wrong and
 * {@link dev.nines.scenario.Explanations} why. {@link dev.nines.scenario.JsonSchema} and
 * {@link dev.nines.scenario.ReferencePage} are made of the same tables that the reader checks with.
 */
package dev.nines.scenario;
