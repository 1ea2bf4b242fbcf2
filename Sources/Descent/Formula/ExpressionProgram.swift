import Glibc

/// An expression as a row of instructions for a stack, which are quick to follow many times.
package struct ExpressionProgram: Sendable {
  private enum Instruction: Sendable {
    case push(Double)
    case variable(Int)
    case add, multiply, divide, power
    case function(FormulaFunction)
  }

  private var instructions: [Instruction] = []
  private var depth = 0
  private var deepest = 0

  package init(_ expression: Expression) { append(expression) }

  private mutating func append(_ expression: Expression) {
    switch expression {
    case .number(let value): push(.push(value))
    case .constant(let constant): push(.push(constant.value))
    case .variable(let index): push(.variable(index))
    case .sum(let terms): append(terms, joinedBy: .add)
    case .product(let factors): append(factors, joinedBy: .multiply)
    case .quotient(let top, let bottom): append([top, bottom], joinedBy: .divide)
    case .power(let base, let exponent): append([base, exponent], joinedBy: .power)
    case .function(let function, let inside):
      append(inside)
      instructions.append(.function(function))
    }
  }

  private mutating func append(_ parts: [Expression], joinedBy instruction: Instruction) {
    for (index, part) in parts.enumerated() {
      append(part)
      guard index > 0 else { continue }
      instructions.append(instruction)
      depth -= 1
    }
  }

  private mutating func push(_ instruction: Instruction) {
    instructions.append(instruction)
    depth += 1
    deepest = max(deepest, depth)
  }

  /// The value.
  ///
  /// - Parameter place: A number for each variable.
  /// - Returns: The value; not finite where there is none.
  package func value(at place: [Double]) -> Double {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: deepest) { stack in
      var top = -1
      for instruction in instructions {
        switch instruction {
        case .push(let value):
          top += 1
          stack[top] = value
        case .variable(let index):
          top += 1
          stack[top] = place[index]
        case .add:
          top -= 1
          stack[top] += stack[top + 1]
        case .multiply:
          top -= 1
          stack[top] *= stack[top + 1]
        case .divide:
          top -= 1
          stack[top] /= stack[top + 1]
        case .power:
          top -= 1
          stack[top] = pow(stack[top], stack[top + 1])
        case .function(let function): stack[top] = function.value(at: stack[top])
        }
      }
      return stack[0]
    }
  }
}
