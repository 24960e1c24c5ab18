package lineage
import ("testing";"fmt")
func TestZZ(t *testing.T){
 r:=&reader{stems: map[string]string{}}
 for _,s:=range []string{
 "continue to improve the health-care system and combat deadly diseases, such as HIV/AIDS (Bangladesh)","Continue efforts to improve health services for all",
 "To fully implement the National Human Rights Action Plan, working together with civil society, and to ensure that the Plan is enshrined in law and has appropriate budgetary support","Continue its efforts to develop and implement the National Human Rights Action Plan",
 "Reduce illiteracy rates, in particular among women","Increase the investment to education and take further measures to lower the illiteracy rate, especially the illiteracy of the female",
 "To continue its efforts to promote and improve the situation of women and to combat discrimination against them","Strengthen efforts to improve the situation of women and combat against discrimination and violence against women and children",
 "Step up efforts to combat trafficking in human beings, including broadening international cooperation on this matter","Increase efforts to prevent and combat trafficking in persons, including by establishing effective procedures for the identification and referral of victims among vulnerable groups",
 "review legislation to put an end to trials of civilians by military courts (Azerbaijan)","Reform the military justice system to exclude civilians from its jurisdiction and be used only to hear offences arising in the context of military duties",
 "Expand media freedoms, particularly access to broadcast media, and implement the recommendations of the OSCE in regards to reversing the ban on foreign FM radio broadcasting (Canada)","Expand media freedoms across print, online and, in particular, broadcast platforms, notably by ending its ban on foreign broadcasts on FM radio frequencies and eliminating new restrictions on the broadcast of foreign language television programs",
 "Strengthen its efforts to guarantee freedom of assembly and association, to respect the work of human rights defenders, and that legislation concerning NGOs is implemented accordingly (Netherlands)",
 "Take effective measures to ensure the full realization of the right to freedom of expression, including on the Internet, of assembly and of association as well as to ensure that all human rights defenders, lawyers and other civil society actors are able to carry out their legitimate activities without fear or threat of reprisal",
 "To continue to place priority on combating discrimination against ethnic minorities, in particular Roma, including by allocating sufficient resources to programmes to combat prejudice, and to establish monitoring mechanisms","Establish and strengthen programmes for combating prejudice and mechanisms for monitoring acts of ethnic-based discrimination and violence",
 }{ fmt.Println(len(split(s)), r.read(s).main, r.read(s).firm)}
}
