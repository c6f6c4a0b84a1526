// Stands for Emscripten's header where bindings/web is read natively: the functions are declared, their JavaScript is not.
#define EM_JS(result, name, arguments, ...) extern "C" result name arguments;
